/** The region where Route 53 writes the metrics of its health checks, and the only one whose alarms see them (AWS fact 20). */
export const HEALTH_REGION = 'us-east-1';
