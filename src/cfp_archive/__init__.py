"""A living archive of a workshop series' calls for papers.

The library reads a folder of editions (:mod:`cfp_archive.reading`), checks it (:mod:`cfp_archive.checking`) and compares
the years (:mod:`cfp_archive.comparing`); :mod:`cfp_archive.sphinxext` makes a site of it. Importing this package, or any
module but the last, never imports Sphinx.
"""

__version__ = "0.1.0"
