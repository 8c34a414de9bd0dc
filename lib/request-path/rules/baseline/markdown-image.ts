import { type BaselineFamily } from '../baseline-family';

/** Answers that make the reader's browser call a foreign address, which can carry the conversation out. */
export const markdownImage: BaselineFamily = {
  family: 'markdown-image',
  direction: 'output',
  rules: [
    [String.raw`!\[[^\]]{0,200}\]\(\s{0,3}<?\s{0,3}(?:http|ftp|//)`, '![status](https://evil.example/p.png)'],
    [String.raw`!\[[^\]]{0,60}\][\s\S]{0,200}\]:\s{0,2}<?(?:http|//)`, '![x][1]\n\n[1]: https://evil.example/p'],
    [
      String.raw`<\s{0,2}(?:img|image)\b[^>]{0,200}\b(?:src|srcset|href)\s{0,3}=\s{0,3}["']?\s{0,2}(?:http|//)`,
      '<img src="https://evil.example/p.png">',
    ],
    [
      String.raw`<\s{0,2}(?:source|video|audio|track|input|iframe)\b[^>]{0,200}\b(?:src|srcset|poster)\s{0,3}=\s{0,3}["']?\s{0,2}(?:http|//)`,
      '<source srcset="https://evil.example/p.webp">',
    ],
    [
      String.raw`style\s{0,3}=[^>]{0,150}url\(\W{0,5}(?:http|//)`,
      `<div style="background:url('https://evil.example/p')">`,
    ],
    [
      String.raw`\]\(\s{0,3}https?://[^)\s]{0,150}[?&](?:token|data|secret|leak|session|cookie|conversation|history|password|api_?key|payload)=[a-z0-9+/_=%.-]{12}`,
      '[this page](https://evil.example/?token=aaaaaaaaaaaaaaaa)',
    ],
    [
      String.raw`<a\s[^>]{0,100}href\s{0,3}=\s{0,3}["']?https?://[^"'\s>]{0,150}[?&](?:token|data|secret|leak|session|cookie|conversation|history|password|payload)=[a-z0-9+/_=%.-]{12}`,
      '<a href="https://evil.example/?token=aaaaaaaaaaaaaaaa">',
    ],
  ],
};
