import { type KubernetesDocument } from '../../lib/assurance/document';
import { type Requester } from '../../lib/assurance/policy-request';
import { digest } from './approvals';
import { allows, denies, type PolicyCase } from './policy-case';
import { guard, release, type Release, RULES, state, type Subject } from './releases';

/** The same table for rules and for models; releases 3, 5 and 7 are approved. */
export function releaseCases(subject: Subject, releaser: Requester, other: Requester): readonly PolicyCase[] {
  const running = (change: Release): KubernetesDocument =>
    guard(subject === RULES ? { rules: change } : { models: change });
  const from = (stored: Release) => ({ operation: 'UPDATE', stored: running(stored), as: releaser }) as const;
  const deploying = (stored: Release) => ({ operation: 'UPDATE', stored: running(stored) }) as const;
  return [
    allows('it is approved and newer', running(release(5, state(3))), from(release(3))),
    allows('it is the first', running(release(3, state(0))), from({})),
    allows('it follows one that could still be taken back', running(release(7, state(5))), from(release(5, state(3)))),
    allows('it goes back', running(release(3)), from(release(5, state(3)))),
    allows('a deployer changes what the guard runs', running({ digest: digest(9) }), deploying(release(3))),
    allows('a deployer starts anew', running({ number: '0', previous: state(3) }), deploying(release(5, state(3)))),
    allows(
      'a deployer changes the rules where an old mark was left',
      running({ number: '0', digest: digest(9), previous: state(0) }),
      deploying({ number: '0', previous: state(0) }),
    ),
    denies(
      'its number is approved with another digest',
      running({ ...release(5, state(3)), digest: digest(9) }),
      from(release(3)),
    ),
    denies(
      'its digest is approved under another number',
      running({ ...release(6, state(3)), digest: digest(5) }),
      from(release(3)),
    ),
    denies('it is older', running(release(3, state(5))), from(release(5))),
    denies(
      'it has the number of the last',
      running({ ...release(5, `5 ${digest(9)}`) }),
      from({ ...release(5), digest: digest(9) }),
    ),
    denies('it did not come from what was there', running(release(5, state(1))), from(release(3))),
    denies('its number starts with a zero', running({ ...release(5, state(3)), number: '05' }), from(release(3))),
    denies(
      'it follows a number that cannot be read',
      running(release(7, `x ${digest(3)}`)),
      from({ ...release(3), number: 'x' }),
    ),
    denies('the releaser of something else releases it', running(release(5, state(3))), {
      ...from(release(3)),
      as: other,
    }),
    denies('a deployer marks what was there', running(release(5, state(3))), deploying(release(3))),
    denies(
      'an old mark happens to be what was there',
      running({ number: '9', digest: digest(9), previous: state(0) }),
      from({ number: '0', previous: state(0) }),
    ),
    denies('the status forges what was there', running(release(3, state(7))), {
      ...from(release(3)),
      subResource: 'status',
    }),
    denies('a deployer forges it by the status', running(release(3, state(7))), {
      ...deploying(release(3)),
      subResource: 'status',
    }),
  ];
}
