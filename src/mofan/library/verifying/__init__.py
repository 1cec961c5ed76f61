"""Does the library agree with itself (核对)? Rows, texts, files and index are compared; `repair` mends what it can."""

from mofan.library.verifying.check import Finding, Tell
from mofan.library.verifying.verify import Depth, Verified, repair, verify

__all__ = ["Depth", "Finding", "Tell", "Verified", "repair", "verify"]
