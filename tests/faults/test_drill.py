"""The drill of `python -m tests.faults.drill`: nothing acknowledged is lost with the server."""

from tests.faults import drill


def test_every_acknowledged_event_survives_the_loss_of_the_server(tmp_path, capsys):
    with capsys.disabled():
        counted = drill.run(tmp_path, lambda _said: None)
    assert counted["in_the_record"] == counted["acknowledged"]
    assert counted["in_the_backup"] < counted["acknowledged"], "some came after the backup"
    assert counted["beside_the_backup"] >= drill.BESIDE
