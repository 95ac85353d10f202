import type { PlannedResource, PlannedStack } from './assembly';
import type { Purchase } from './purchase';
import { flag, list, map, number, text } from './property';
import { instancePrices, prices } from './prices';

/** Metrics that detailed monitoring of one instance adds. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html */
const detailedMetrics = 7;

/** The fleet at its minimum: what runs at night. Its instance type and disks are those of the launch template in the same stack. */
export function fleetParts({ resources }: PlannedStack): Purchase[] {
  const groups = resources.filter(({ type }) => type === 'AWS::AutoScaling::AutoScalingGroup');
  const template = resources.find(({ type }) => type === 'AWS::EC2::LaunchTemplate');
  return groups.flatMap((group) => groupParts(group, template));
}

function groupParts(group: PlannedResource, template: PlannedResource | undefined): Purchase[] {
  const instances = number(group.properties, 'MinSize');
  const data = map(template?.properties ?? {}, 'LaunchTemplateData');
  const instanceType = text(data, 'InstanceType') || 'instance of unknown type';
  const diskGiB = list(data, 'BlockDeviceMappings')
    .map((device) => number(map(device, 'Ebs'), 'VolumeSize'))
    .reduce((total, GiB) => total + GiB, 0);
  const monitored = flag(map(data, 'Monitoring'), 'Enabled');
  return [
    { item: `${instanceType}, minimum of the group`, quantity: instances, price: instancePrices[instanceType] },
    { item: 'gp3 volume', quantity: instances * diskGiB, price: prices.volume },
    ...(monitored
      ? [{ item: 'metric of detailed monitoring', quantity: instances * detailedMetrics, price: prices.customMetric }]
      : []),
  ];
}
