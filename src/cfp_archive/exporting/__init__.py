"""Write what the archive holds, and what changed, in forms that people and programs read elsewhere."""
