"""Numbers of documents (发文字号) after GB/T 9704-2012 7.2.5."""

from mofan.text.late import late
from mofan.text.proofread.pattern import DIGITS, Pattern, both
from mofan.text.proofread.rules.numerals import year_in_digits

DOCUMENT_NUMBERS = (
    Pattern(
        "document number", "document_number", "error",
        late(
            r"(?<=[\u4e00-\u9fff])(?P<it>[〔﹝\[［（(【〖\{]\s?(?P<year>(?:19|20)\d\d)年?\s?[〕﹞\]］）)】〗\}]\s*第?\s*0*(?P<no>[1-9]\d{0,4})\s*号)"
        ),
        "发文字号的年份用六角括号，不加“第”、不编虚位：“{new}”（GB/T 9704—2012 7.2.5）。",
        lambda found: f"〔{found['year']}〕{found['no']}号", 0.95,
        ("国发[2012]14号", "国发﹝2012﹞14号", "中办发〔2012〕第14号", "县府办发【2025】007号", "赣府发（2021）3号"),
        ("中办发〔2012〕14号", "（2021）最高法民终1号", "2021年第5号公告"),
        ("号",),
    ),
    Pattern(
        "short year of a document number", "document_number", "warning",
        late(r"(?:(?<=[发字函办令政府委党])|(?<=[\u4e00-\u9fff])(?=〔))(?P<it>[〔\[［](?P<year>\d{2})[〕\]］])(?=\s*第?\s*\d+\s*号)"),
        "发文字号的年份写全四位。", None, 0.85,
        ("国发〔12〕14号", "临府〔24〕5号"),
        ("国发〔2012〕14号",),
        both("〔[［", DIGITS),
    ),
    Pattern(
        "document number before its title", "document_number", "style",
        late(r"[\u4e00-\u9fff]{1,8}〔(?:19|20)\d\d〕\d+号(?:文件)?(?=《[^》\n]+》)"),
        "引用公文先引标题，后引发文字号并加圆括号。", None, 0.6,
        ("根据国办发〔2020〕5号《关于改进工作的通知》",),
        ("根据《关于改进工作的通知》（国办发〔2020〕5号）",),
        ("号《", "文件《"),
    ),
    Pattern(
        "year outside its brackets", "document_number", "error",
        late(r"(?<=[发字函办令政])(?P<it>(?P<year>(?:19|20)\d\d)年?[〔﹝\[［（(](?P<no>\d{1,5})[〕﹞\]］）)]号)"),
        "六角括号里是年份：“{new}”。", r"〔\g<year>〕\g<no>号", 0.9,
        ("国办发2020〔5〕号", "临府发2025(6)号"),
        ("国办发〔2020〕5号",),
        both("〕﹞]］）)", "号"),
    ),
    Pattern(
        "号 inside its brackets", "document_number", "error",
        late(
            r"(?<=[发字函办令政])(?P<it>[〔﹝\[［（(](?P<year>(?:19|20)\d\d)年?号[〕﹞\]］）)]第?(?P<no>\d{1,5})号?)(?!\d)"
        ),
        "六角括号里只写年份：“{new}”。", r"〔\g<year>〕\g<no>号", 0.9,
        ("国办发〔2024号〕15文件", "临府发[2024年号]6号"),
        ("国办发〔2024〕15号文件",),
        both("号", "〕﹞]］）)"),
    ),
    Pattern(
        "document number without 号", "document_number", "warning",
        late(
            r"(?<=[\u4e00-\u9fff])(?P<it>〔(?:19|20)\d\d〕\d{1,5})(?![\d号—-]| ?号)"
            r"(?=文|要求|精神|规定|通知|《|[，。；）])"
        ),
        "发文字号末尾缺“号”：“{new}”。", r"\g<it>号", 0.85,
        ("临府发〔2025〕3文件已印发", "（临府发〔2025〕3）", "（区自然资〔2025〕31）"),
        ("临府发〔2025〕3号文件", "临府发〔2025〕3—5号"),
        ("〔",),
    ),
    Pattern(
        "document number in Chinese numerals", "document_number", "warning",
        late(
            r"(?<=[发字函办令政])(?P<it>[〔﹝\[（(](?P<year>[一二][九〇○零][〇○零一二三四五六七八九]{2})[〕﹞\]）)](?=\d+号))"
        ),
        "发文字号的年份用阿拉伯数字：“{new}”。",
        lambda found: f"〔{year_in_digits(found['year'])}〕", 0.85,
        ("国发〔二〇二一〕3号",),
        ("国发〔2021〕3号", "国发〔二〇二一〕三号"),
        both("〔﹝[（(", "一二"),
    ),
    Pattern(
        "year run into its number", "document_number", "warning",
        late(r"(?<=》（)[\u4e00-\u9fff]{2,10}(?P<it>(?P<year>20[0-3]\d)(?P<no>[1-9]\d{0,2})号)(?=）)"),
        "发文字号的年份放在六角括号里：“{new}”。", r"〔\g<year>〕\g<no>号", 0.8,
        ("依据《预算绩效管理办法》（省财绩20229号）",),
        ("依据《预算绩效管理办法》（省财绩〔2022〕9号）", "《办法》（省令2022号）"),
        ("号）",),
    ),
    Pattern(
        "document number without brackets", "document_number", "warning",
        late(r"(?<=[\u4e00-\u9fff][发函])(?P<it>(?P<year>(?:19|20)\d\d)(?:年第?|[-－—])(?P<no>\d{1,4})号)(?=文|）|，|。|《)"),
        "发文字号的年份放在六角括号里：“{new}”。", r"〔\g<year>〕\g<no>号", 0.75,
        ("临府发2025年6号文件", "（临府发2025-6号）"),
        ("临府发〔2025〕6号文件", "2025年6号文件"),
        both(DIGITS, "号"),
    ),
)  # fmt: skip
"""Rules of document numbers."""
