"""A page that is left ends its transactions in IndexedDB, and repeats them when it comes back."""

from playwright.sync_api import expect

#: A page in the middle of three acts is frozen; another page wants the same stores meanwhile.
LEFT = """async () => {
  const { openBrowserStore, runOn, transact } = await import('/static/js/store/idb.js');
  const store = await openBrowserStore();
  const turn = (kind) => window.dispatchEvent(new PageTransitionEvent(kind, { persisted: true }));
  const soon = (work) => Promise.race([
    work, new Promise((_done, fail) => { setTimeout(fail, 60_000, new Error('shut out')); }),
  ]);
  const log = [];

  // one that would go on as long as it is answered, as a frozen one does
  let tries = 0;
  const long = transact(store, ['state'], 'readwrite', (state) => {
    tries += 1;
    const again = () => { if (tries === 1) state.get('x').onsuccess = again; };
    again();
    state.put(tries, 'tries');
  }).then(() => log.push('long'));
  // one that has all it needs
  const whole = transact(store, ['openings'], 'readwrite', (openings) => {
    openings.put({ session_id: 'kept', row: 1 });
  }, { whole: true });
  turn('pagehide');
  // one that is begun while the page goes
  const late = transact(store, ['state'], 'readonly', (state) => state.get('tries')).then((n) => log.push(`late ${n}`));

  await soon(whole);
  const other = await openBrowserStore();
  const seen = await soon(new Promise((done, fail) => {
    const tx = other.db.transaction(['state', 'openings'], 'readwrite');
    const asked = [tx.objectStore('state').get('tries'), tx.objectStore('openings').get('kept')];
    tx.oncomplete = () => done(asked.map((a) => a.result?.row ?? a.result ?? null));
    tx.onabort = () => fail(tx.error);
  }));
  const before = [...log];
  turn('pageshow');
  await soon(Promise.all([long, late]));
  const failed = await runOn(store.db, ['state'], 'readwrite', (state) => { state.add(1, 'tries'); }).catch((e) => e.name);
  return { seen, before, after: log, tries, failed };
}"""


def test_a_page_that_is_left_shuts_nobody_out(tablet):
    page = tablet(path="/patients")
    found = page.evaluate(LEFT)
    assert found == {
        "seen": [None, 1],
        "before": [],
        "after": ["late undefined", "long"],
        "tries": 2,
        "failed": "ConstraintError",
    }


def test_unsaved_settings_are_asked_about_before_their_page_is_left(tablet):
    page = tablet("portrait", path="/settings/duration")
    dialog, field = page.locator("dialog[data-leave]"), page.locator("[name=set_up_s]")
    patients = page.locator(".site-header nav a[href='/patients']")
    stood = field.input_value()
    field.fill("99")
    expect(page.locator("[data-unsaved-note]")).to_be_visible()
    page.locator("button[name=theme][value=dark]").click()  # another form leaves the page too
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Rester sur la page").click()
    patients.click()
    dialog.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator(".notice[role=status]")).to_have_text("Réglages enregistrés.")
    expect(field).to_have_value("99")
    field.fill("98")
    patients.click()
    dialog.get_by_role("button", name="Quitter sans enregistrer").click()
    page.wait_for_url("**/patients")
    page.goto("/settings/duration")
    expect(field).to_have_value("99")
    field.fill("98")
    field.fill("99")
    patients.click()  # what stands there is what is kept: nothing to ask
    page.wait_for_url("**/patients")
    assert stood != "99"


def test_notes_of_a_patient_are_asked_about_before_their_page_is_left(tablet):
    page = tablet("landscape", path="/patients/new")
    page.fill("[name=notes]", "Vient de loin")
    page.locator(".trail a").click()
    dialog = page.locator("dialog[data-leave]")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Rester sur la page").click()
    expect(page.locator("[name=notes]")).to_have_value("Vient de loin")
    page.get_by_role("link", name="Revenir sans enregistrer").click()
    page.wait_for_url("**/patients")


def test_a_lot_typed_on_the_tray_is_asked_about_before_the_page_is_left(tablet):
    page = tablet("portrait", path="/tray")
    dialog = page.locator("dialog[data-leave]")
    page.fill("[name=name]:visible", "Procaïne")
    page.fill("[name=lot]:visible", "L2391")
    page.locator(".trail a").click()
    dialog.get_by_role("button", name="Rester sur la page").click()
    expect(page.locator("[name=lot]:visible")).to_have_value("L2391")
    page.fill("[name=expiry]:visible", "le mois prochain")
    page.get_by_role("button", name="Vu, au plateau").click()
    expect(page.locator(".field-error")).to_be_visible()
    page.wait_for_load_state()
    page.locator(".trail a").click()  # refused: it is kept nowhere but in the field
    dialog.get_by_role("button", name="Rester sur la page").click()
    page.fill("[name=expiry]:visible", "06/2031")
    page.locator(".trail a").click()
    dialog.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator(".lots")).to_contain_text("L2391")
    page.locator(".trail a").click()
    page.wait_for_url("**/patients")
