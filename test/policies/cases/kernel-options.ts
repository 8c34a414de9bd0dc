import { deployment, pod } from '../documents';
import { allows, denies, type PolicyCase } from '../policy-case';

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/guard';

export const cases: readonly PolicyCase[] = [
  allows('none is touched', pod()),
  allows('a sysctl is safe', pod({ pod: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }] } })),
  denies('a sysctl is not', pod({ pod: { sysctls: [{ name: 'kernel.msgmax', value: '65536' }] } })),
  denies('/proc is not masked', pod({ security: { procMount: 'Unmasked' } })),
  allows(
    'SELinux confines it as a container',
    pod({ pod: { seLinuxOptions: { type: 'container_t', level: 's0:c1,c2' } } }),
  ),
  denies('SELinux does not confine it', pod({ security: { seLinuxOptions: { type: 'spc_t' } } })),
  denies('it is an SELinux user', deployment({ pod: { seLinuxOptions: { user: 'system_u' } } })),
  denies('it has an SELinux role', pod({ pod: { seLinuxOptions: { role: 'sysadm_r' } } })),
  allows('AppArmor confines it', pod({ pod: { appArmorProfile: { type: 'RuntimeDefault' } } })),
  denies('AppArmor does not confine it', pod({ security: { appArmorProfile: { type: 'Unconfined' } } })),
  allows('an annotation asks for AppArmor', deployment({ annotations: { [APP_ARMOR]: 'runtime/default' } })),
  denies('an annotation does without AppArmor', deployment({ annotations: { [APP_ARMOR]: 'unconfined' } })),
  denies(
    'it is a process of a Windows node',
    pod({
      spec: { hostNetwork: true, hostUsers: undefined },
      pod: { windowsOptions: { hostProcess: true }, runAsNonRoot: undefined },
    }),
  ),
];
