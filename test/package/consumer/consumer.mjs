import console from 'node:console';
import { Peer, Platform, TrustZone } from 'cdk8s-secure-llm';

const names = Object.entries({ Peer, Platform, TrustZone }).map(([name, value]) => `${name}:${typeof value}`);
console.log(names.join(' '));
