import { type BaselineFamily } from '../baseline-family';
import { chatTemplateTokens } from './chat-template-tokens';
import { crossSiteScripting } from './cross-site-scripting';
import { encodedPayload } from './encoded-payload';
import { exfiltration } from './exfiltration';
import { instructionOverride } from './instruction-override';
import { invisibleUnicode } from './invisible-unicode';
import { markdownImage } from './markdown-image';
import { personaOverride } from './persona-override';
import { secret } from './secret';
import { systemPromptExtraction } from './system-prompt-extraction';

/** The rules that `RuleSet.baseline()` starts with; a unit test checks every one, so that a synth need not. */
export const baselineFamilies: readonly BaselineFamily[] = [
  instructionOverride,
  systemPromptExtraction,
  personaOverride,
  chatTemplateTokens,
  encodedPayload,
  invisibleUnicode,
  exfiltration,
  secret,
  crossSiteScripting,
  markdownImage,
];
