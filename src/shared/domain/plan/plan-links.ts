import type { Reading } from '../collection/reading';
import { CLOUD_IDS, CLOUDS, type Cloud } from '../clouds/clouds';
import { portalLinks, type PortalLinks } from '../readiness/portal-links';

/** The cloud that a reading's tenant lives in; the global one where the reading does not say. */
export function cloudOf(reading: Reading): Cloud {
  const name = reading.collection.tenant.cloud;
  return CLOUDS[CLOUD_IDS.find((id) => CLOUDS[id].collectionName === name) ?? 'global'];
}

/** Pages of the portals of a reading's tenant. */
export function linksOf(reading: Reading): PortalLinks {
  return portalLinks(cloudOf(reading).id);
}
