"""A small site over the folder of editions beside it."""

project = "Tides"
version = release = "1"  # epub asks for one
author = "Nobody"
project_copyright = "nobody"
extensions = ["cfp_archive.sphinxext"]
primary_domain = "cfp"
cfp_search = "sphinx"  # an index of its own for each of some hundred sites would take a while
myst_enable_extensions = ["colon_fence", "deflist"]
smartquotes = False
html_theme = "basic"
html_copy_source = False
html_show_sourcelink = False
nitpicky = True
html_sidebars = {"**": ["cfp-menu.html"]}
templates_path: list[
    str
] = []  # themes of the PyData family add to it; the default list would be shared by all builds of a process
