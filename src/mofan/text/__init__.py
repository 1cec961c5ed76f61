"""Read, clean, split, outline and describe official documents (公文与材料). No Django; usable alone."""
