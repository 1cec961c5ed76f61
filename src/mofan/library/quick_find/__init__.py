"""Quick find (一键快速查找): suggestions while typing, browsing by counts, saved searches, parallel headings."""
