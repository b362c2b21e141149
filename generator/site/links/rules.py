"""What can be wrong with an address in the finished site, or with what a page holds that no address tells of."""

from typing import Final, NamedTuple

from generator.diagnostics import Diagnostic, Rule, Severity, Span, Text, quoted

MISSING: Final = Rule(
    code="link-missing",
    severity=Severity.ERROR,
    message=Text("链接“{link}”指向的文件不在网站中", "The link “{link}” leads to a file that is not in the site"),
    hint=Text("请改正链接，或补上它指向的页面或文件", "Correct the link, or add the page or file it leads to"),
    why=Text("读者点开只会看到“没有这一页”。", "A reader who follows it finds no page."),
    failing='# <a href="budget/"> on a page that has no budget/index.html below it, 下面没有 budget/index.html',
    passing='# <a href="budget/"> on a page that has one, 下面有 budget/index.html',
)
ANCHOR: Final = Rule(
    code="link-anchor",
    severity=Severity.ERROR,
    message=Text("链接“{link}”指向的位置在目标页面中不存在", "The link “{link}” leads to a place that its page does not have"),
    hint=Text(
        "请改正 # 后面的名称，或在目标标题上写明它", "Correct the name behind #, or give it to the heading it should lead to"
    ),
    why=Text("读者会停在页首，而不是所指的地方。", "A reader ends up at the top of the page instead of the place meant."),
    failing='# <a href="#buget"> where the heading is "## 预算 {#budget}", 名称拼错',
    passing='# <a href="#budget"> where the heading is "## 预算 {#budget}", 名称一致',
)
OUTSIDE: Final = Rule(
    code="link-outside-request",
    severity=Severity.ERROR,
    message=Text("页面会向其他网站请求“{link}”", "The page requests “{link}” from another host"),
    hint=Text("请把文件放进网站，用相对地址引用", "Put the file into the site and refer to it by a relative address"),
    why=Text(
        "公开网站不应把读者的访问透露给他人，也不应依赖他人的服务器。",
        "A public site neither tells others who reads it nor depends on their servers.",
    ),
    failing='# <img src="https://example.org/logo.png">',
    passing='# <img src="../assets/logo.png">',
)
UNSAFE: Final = Rule(
    code="link-unsafe",
    severity=Severity.ERROR,
    message=Text("链接“{link}”的类型不允许使用", "The link “{link}” is of a kind that is not allowed"),
    hint=Text("请只使用 http、https 或 mailto 链接", "Use http, https or mailto links only"),
    why=Text("这类链接可以在读者的浏览器中运行程序。", "Links of such kinds can run code in the reader's browser."),
    failing='# <a href="javascript:alert(1)">',
    passing='# <a href="mailto:someone@example.org">',
)
REPEATED: Final = Rule(
    code="link-anchor-repeated",
    severity=Severity.ERROR,
    message=Text("名称“{link}”在同一页中出现了不止一次", "The name “{link}” is given more than once on one page"),
    hint=Text("请给其中一处换一个名称", "Give one of the places another name"),
    why=Text("指向它的链接只能到达第一处，引用会指错地方。", "A link to it reaches the first place only: a citation would miss."),
    failing='# "## 预算 {#budget}" and further down, 后面又有 "## 支出 {#budget}"',
    passing='# "## 预算 {#budget}" and further down, 后面是 "## 支出 {#spending}"',
)
SCRIPT: Final = Rule(
    code="link-inline-script",
    severity=Severity.ERROR,
    message=Text("页面中写有程序“{link}”", "The page has code written into it: “{link}”"),
    hint=Text(
        "请删去它；网站自己的程序放进文件，在 mkdocs.yml 的 extra_javascript 中列出",
        "Remove it; a site's own program goes into a file that extra_javascript in mkdocs.yml lists",
    ),
    why=Text(
        "网站的安全策略不运行写在页面里的程序：它可以改动读者看到的数字，也可以把读者的访问透露给他人。",
        "The site's security policy runs no code that is written into a page: it could alter figures and tell others who reads them.",
    ),
    failing="# <script>document.title = 1</script> or, 或 <p onclick=...>",
    passing="# no such element or attribute in content/pages, 手写页面中没有这类内容",
)
STYLE: Final = Rule(
    code="link-inline-style",
    severity=Severity.ERROR,
    message=Text("页面中写有样式“{link}”，浏览器不会采用", "The page has a style written into it that browsers ignore: “{link}”"),
    hint=Text(
        "请改用 class，把样式放进文件，在 mkdocs.yml 的 extra_css 中列出",
        "Give the element a class, and put the style into a file that extra_css in mkdocs.yml lists",
    ),
    why=Text(
        "网站的安全策略只采用样式表文件中的样式：写在页面里的样式可以遮住或改换数字。",
        "The site's security policy takes styles from style sheets only: one written into a page can hide or replace figures.",
    ),
    failing='# <p style="color:red"> or, 或 <style>…</style>',
    passing='# <p class="important">',
)
EMBEDDED: Final = Rule(
    code="link-embedded",
    severity=Severity.ERROR,
    message=Text("页面中嵌有“{link}”，浏览器不会显示", "The page embeds something that browsers leave out: “{link}”"),
    hint=Text("请改用链接，让读者自己打开", "Use a link instead, and let the reader open it"),
    why=Text(
        "网站的安全策略不在页面中显示别的页面、影音和插件，也不改变相对地址的起点。",
        "The site's security policy shows no other pages, films or plug-ins within a page, nor lets addresses begin elsewhere.",
    ),
    failing='# <iframe src="map.html"></iframe> or, 或 <video src="film.mp4"></video>',
    passing='# <a href="film.mp4">影片</a>',
)
UNREAD: Final = Rule(
    code="link-page-unread",
    severity=Severity.ERROR,
    message=Text("这一页嵌套太深，无法读到底：{link}", "The page is nested too deeply to be read to its end: {link}"),
    hint=Text("请减少手写页面中的嵌套，例如没有关闭的 <div>", "Nest less in the hand-written page: an unclosed <div>, perhaps"),
    why=Text("读不到的部分，链接无从核对。", "In what can't be read, no link can be checked."),
    failing="# <div> inside <div>, more than 2,000 deep, 超过 2,000 层",
    passing="# a page as people write them, 通常的页面",
)
RULES: Final = (MISSING, ANCHOR, OUTSIDE, UNSAFE, REPEATED, SCRIPT, STYLE, EMBEDDED, UNREAD)


class BrokenLink(NamedTuple):
    """What is at fault: the page (or style sheet) in the site, the line, the address or name as written, and why."""

    page: str
    line: int
    link: str
    rule: Rule

    def diagnostic(self) -> Diagnostic:
        """Return it as a finding of its rule."""
        return self.rule.at(self.page, Span(self.line, 1, self.line, 1), link=quoted(self.link))
