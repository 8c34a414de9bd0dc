import { Construct } from 'constructs';
import { CoreCaptureFilter } from '../bindings/core-capture-filter';
import { LoggingLog } from '../bindings/logging-log';
import { requireLogRetention } from '../log-retention';
import { Ocid } from '../ocid';
import { installTerraformChecks } from '../rules/terraform-checks';

/** What the flow logs of a network need. */
export interface VcnFlowLogsProps {
  /** OCID of the compartment. */
  readonly compartmentId: string;
  /** OCID of the VCN. */
  readonly vcnId: string;
  /** OCID of the log group that the log is in. */
  readonly logGroupId: string;
  /**
   * Name in the console.
   * @default - the id of the construct
   */
  readonly displayName?: string;
  /**
   * Days that the log is kept: 30, 60, 90, 120, 150 or 180.
   * @default 180
   */
  readonly retentionDays?: number;
}

/** Records every accepted and every refused connection of all subnets of a VCN. */
export class VcnFlowLogs extends Construct {
  /** The log's Terraform resource, for what this class leaves out. */
  public readonly log: LoggingLog;

  /** @throws if an OCID is none, or the retention is not one that OCI Logging has */
  public constructor(scope: Construct, id: string, props: VcnFlowLogsProps) {
    super(scope, id);
    installTerraformChecks(this);
    const displayName = props.displayName ?? id;
    const filter = new CoreCaptureFilter(this, 'all', {
      compartmentId: Ocid.requireCompartment('compartmentId', props.compartmentId),
      displayName,
      filterType: 'FLOWLOG',
      flowLogCaptureFilterRules: [
        { isEnabled: true, flowLogType: 'ALL', ruleAction: 'INCLUDE', priority: 0, samplingRate: 1 },
      ],
    });
    this.log = new LoggingLog(this, 'log', {
      displayName,
      logGroupId: Ocid.require('logGroupId', props.logGroupId, 'loggroup'),
      logType: 'SERVICE',
      isEnabled: true,
      retentionDuration: requireLogRetention(props.retentionDays),
      configuration: {
        compartmentId: props.compartmentId,
        source: {
          sourceType: 'OCISERVICE',
          service: 'flowlogs',
          category: 'vcn',
          resource: Ocid.require('vcnId', props.vcnId, 'vcn'),
          parameters: { capture_filter: filter.id },
        },
      },
    });
  }
}
