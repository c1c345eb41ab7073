"""Documents that are printed: PDF/A-3a with PDF/UA-1, the same bytes for the same input.

The caller passes every moment and every figure: nothing here reads a clock or the record.
"""

from mesomap.documents.aftercare import aftercare_pdf
from mesomap.documents.estimate import estimate_pdf

__all__ = ["aftercare_pdf", "estimate_pdf"]
