import { readFileSync } from 'node:fs';

/** A Markdown document of the repository, as far as its tests read it. */
export class MarkdownDocument {
  private readonly text: string;

  public constructor(path: string) {
    this.text = readFileSync(path, 'utf8');
  }

  /** Contents of the fenced blocks in a language, in order. */
  public blocks(language: string): string[] {
    return [...this.text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].flatMap(([, name, body]) =>
      name === language && body !== undefined ? [body] : [],
    );
  }

  /** The first fenced block in a language after a heading. */
  public blockAfter(heading: string, language: string): string | undefined {
    const body = new RegExp(`^${heading}$[^]*?^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(this.text);
    return body?.[1];
  }

  /** Names after `npm run`, each once. */
  public get npmScripts(): string[] {
    return [...new Set([...this.text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name as string))];
  }

  /** Targets of links, each once. */
  public get links(): string[] {
    return [...new Set([...this.text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target as string))];
  }

  /** Inline code that is a path: with a slash, without spaces, placeholders, options and registry hosts. */
  public get paths(): string[] {
    const prose = this.text.replace(/^```\w*\n[^]*?^```$/gm, '');
    const inline = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code as string);
    return [
      ...new Set(inline.filter((code) => /^\.?[a-z][\w-]*\/[\w./-]*$/.test(code) && !code.startsWith('localhost/'))),
    ];
  }

  /** Anchors of the headings, as code hosts make them. */
  public get anchors(): string[] {
    return [...this.text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      (heading as string)
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );
  }
}
