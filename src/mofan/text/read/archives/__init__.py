"""Archives (压缩包): members one after another, with their true names, under guard against bombs and path tricks."""

from mofan.text.read.archives.walking import Member, read_members, too_large

__all__ = ["Member", "read_members", "too_large"]
