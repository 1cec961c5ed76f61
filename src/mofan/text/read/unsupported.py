"""Files that are recognised but not read (认得但读不了): which they are, why, and what to do."""

from mofan.text.read.document import MediaType, Reason, Unreadable

_ARCHIVE = "这是压缩包，请按压缩包展开，逐个读取其中的文件。"
_SENTENCES: dict[MediaType, tuple[Reason, str]] = {
    MediaType.EMPTY: (Reason.EMPTY, "文件是空的，里面没有内容。请检查是否选错了文件，或重新导出后再上传。"),
    MediaType.GZIP: (Reason.UNSUPPORTED, "这是 gzip 压缩文件，目前还不能展开。请解压后再上传，或重新打包为 .zip。"),
    MediaType.PPTX: (Reason.UNSUPPORTED, "这是演示文稿，目前还不能读取。请把文字部分另存为 .docx 或 .txt 再上传。"),
    MediaType.PPT: (Reason.UNSUPPORTED, "这是演示文稿，目前还不能读取。请把文字部分另存为 .docx 或 .txt 再上传。"),
    MediaType.OLE: (
        Reason.UNKNOWN,
        "这个文件里找不到文稿，可能已损坏或不是文稿。请用原来的软件打开，另存为 .docx 或 .txt 再上传。",
    ),
    MediaType.ENCRYPTED_OFFICE: (
        Reason.ENCRYPTED,
        "文件加了打开密码，无法读取。请用 Word 或 WPS 打开，取消密码后重新保存再上传。",
    ),
    MediaType.ZIP: (Reason.ARCHIVE, _ARCHIVE),
    MediaType.RAR: (Reason.ARCHIVE, _ARCHIVE),
    MediaType.SEVEN_ZIP: (Reason.ARCHIVE, _ARCHIVE),
    MediaType.UNKNOWN: (
        Reason.UNKNOWN,
        "这个文件不是文字文件，无法识别。请用原来的软件打开，另存为 .docx 或 .txt 后再上传。",
    ),
}


def refusal_of(media_type: MediaType) -> Unreadable | None:
    """The refusal of a type that is never read as a document; None for those that are."""
    found = _SENTENCES.get(media_type)
    return Unreadable(*found) if found else None
