/** Lays rows out in columns; the first row is the heading. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map(String));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Prints to standard output as it stands; jest would add the place of every `console` call. */
export function report(title: string, text: string): void {
  process.stdout.write(`\n${title}\n${text.replaceAll(/^/gm, '  ')}\n`);
}
