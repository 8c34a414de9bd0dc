export * from './pipeline-schedule';
export * from './pipeline-schedule-props';
