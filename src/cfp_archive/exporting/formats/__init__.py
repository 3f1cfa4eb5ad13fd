"""The formats, a module for each family. The registry finds them; each has its exporters in ``EXPORTERS``."""
