import type { CustomResourceAnswer, CustomResourceRequest } from '../shared/custom-resource';
import { configureAccount } from './configure-account';
import type { AccountSettings } from './contract';
import type { Ports } from './ports';

/**
 * Answers the custom resource. Its deletion succeeds and changes nothing: the settings guard every bucket, volume and host of the
 * account, those of other stores and of no store too, and going with one stack would open them without anyone having said so.
 * Who wants them off switches them off by hand.
 */
export async function answerCloudFormation(
  request: CustomResourceRequest<AccountSettings>,
  ports: Ports,
): Promise<CustomResourceAnswer> {
  const physicalId = request.physicalId ?? `account-settings-${request.properties.account}`;
  if (request.type === 'Delete') return { physicalId };
  return { physicalId, data: { ...(await configureAccount(request.properties, ports)) } };
}
