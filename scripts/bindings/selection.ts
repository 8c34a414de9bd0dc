/**
 * What of the provider `oracle/oci` gets bindings: the whole provider is hundreds of megabytes of TypeScript. Add a name here, then
 * `npm run bindings:select -- <full schema>` and `npm run bindings`.
 */
export const SELECTION: Selection = {
  resources: [
    'oci_artifacts_container_repository',
    'oci_bastion_bastion',
    'oci_budget_alert_rule',
    'oci_budget_budget',
    'oci_containerengine_addon',
    'oci_containerengine_cluster',
    'oci_containerengine_cluster_workload_mapping',
    'oci_containerengine_node_pool',
    'oci_core_capture_filter',
    'oci_core_compute_cluster',
    'oci_core_default_security_list',
    'oci_core_nat_gateway',
    'oci_core_network_security_group',
    'oci_core_network_security_group_security_rule',
    'oci_core_route_table',
    'oci_core_security_list',
    'oci_core_service_gateway',
    'oci_core_subnet',
    'oci_core_vcn',
    'oci_identity_policy',
    'oci_kms_key',
    'oci_kms_vault',
    'oci_kms_vault_replication',
    'oci_logging_log',
    'oci_logging_log_group',
    'oci_mysql_mysql_db_system',
    'oci_objectstorage_bucket',
    'oci_objectstorage_replication_policy',
    'oci_sch_service_connector',
    'oci_vault_secret',
    'oci_vulnerability_scanning_container_scan_recipe',
    'oci_vulnerability_scanning_container_scan_target',
  ],
  dataSources: [
    'oci_containerengine_cluster_option',
    'oci_containerengine_node_pool_option',
    'oci_core_services',
    'oci_identity_availability_domains',
    'oci_identity_region_subscriptions',
    'oci_objectstorage_namespace',
  ],
};

/** Names of resources and data sources, as the provider's schema spells them. */
export interface Selection {
  readonly resources: readonly string[];
  readonly dataSources: readonly string[];
}
