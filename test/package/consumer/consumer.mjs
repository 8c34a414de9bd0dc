import console from 'node:console';
import { Peer, Platform, SecureLlm } from 'cdk8s-secure-llm';

const names = Object.entries({ Peer, Platform, SecureLlm }).map(([name, value]) => `${name}:${typeof value}`);
console.log(names.join(' '));
