/** What Node and the TypeScript loader cost by themselves. */
export {};
