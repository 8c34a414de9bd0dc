import { Port } from '../../workload';

/** REST of the pipelines' API server. */
export const API_HTTP = Port.tcp(8888, 'http');
/** gRPC of the pipelines' API server, which driver, launcher and persistence agent speak. */
export const API_GRPC = Port.tcp(8887, 'grpc');
/** Admission webhook of PipelineVersions, which the API server of Kubernetes calls. */
export const API_WEBHOOK = Port.tcp(8443, 'webhook');
/** gRPC of the metadata store: the number is compiled into driver and launcher. */
export const METADATA_GRPC = Port.tcp(8080, 'grpc');
/** MySQL. */
export const MYSQL = Port.tcp(3306, 'mysql');
/** S3 of SeaweedFS. */
export const S3 = Port.tcp(8333, 's3');
