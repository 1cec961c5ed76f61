"""Sources, pieces, ingestion, finding, reading, download (素材库)."""
