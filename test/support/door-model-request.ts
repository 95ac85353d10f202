import type { DoorName, Method } from '../../lib/doors/route';
import type { HttpRequest } from '../doors/requests/behaviour';
import type { Asked } from './door-model';

/** What a request comes to once nginx and WordPress have read it; only for the plain way of saying things. */
export function askedOf(request: HttpRequest, door: DoorName, integration?: string): Asked {
  const url = new URL(
    request.target.replace('{picture}', '2026/11/hat.png').replace(/[{}]/g, ''),
    'https://shop.example.com',
  );
  const path = decodeURIComponent(url.pathname).replace(/\/{2,}/g, '/');
  const sent = new URLSearchParams(isForm(request) ? request.body : '');
  const pairs = [...url.searchParams, ...sent];
  const named = pairs.findLast(([name]) => name === 'rest_route')?.[1];
  const rest = named ?? /^\/wp-json(\/.*|$)/i.exec(path)?.[1];
  const action = pairs.findLast(([name]) => name === 'action')?.[1];
  return {
    door,
    method: (request.headers['x-http-method-override'] ?? request.method) as Method,
    path,
    query: pairs.map(([name, value]) => `${name}=${value}`),
    ...(action !== undefined && { action }),
    ...(rest !== undefined && { rest }),
    ...(integration !== undefined && { integration }),
  };
}

function isForm({ headers }: HttpRequest): boolean {
  return headers['content-type'] === 'application/x-www-form-urlencoded';
}
