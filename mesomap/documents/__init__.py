"""Documents that are printed: PDF/A-3a with PDF/UA-1, the same bytes for the same input.

* `estimate_pdf(estimate, *, lang, drawings, translate) -> bytes`
* `aftercare_pdf(sheet, *, lang, translate) -> bytes`

The caller passes every moment and every figure: nothing here reads a clock or the record.
"""
