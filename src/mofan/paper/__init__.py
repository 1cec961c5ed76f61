"""Official documents on paper (公文版式): .docx, Markdown and plain text, with the measures of GB/T 9704-2012."""
