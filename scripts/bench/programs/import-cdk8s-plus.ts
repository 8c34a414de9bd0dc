import 'cdk8s-plus-28';
