import { nobody, read, refused } from './methods';
import type { Route } from './route';

/** Files: of the release by kind, of uploads by place and kind. */
export const fileRoutes: readonly Route[] = [
  {
    id: 'dated-upload',
    on: 'path',
    pattern:
      '^/wp-content/uploads/(19|20)[0-9]{2}/(0[1-9]|1[0-2])/[^/]+\\.(jpe?g|png|gif|webp|avif|ico|mp4|webm|mp3|m4a|ogg|pdf)$',
    why: 'pictures and media of the media library',
    shop: read,
    staff: read,
    servant: 'upload',
  },
  {
    id: 'placeholder',
    on: 'path',
    pattern: '^/wp-content/uploads/woocommerce-placeholder(-[0-9]+x[0-9]+)?\\.(png|webp)$',
    why: 'what a product without a picture shows',
    shop: read,
    staff: read,
    servant: 'upload',
  },
  {
    id: 'web-till',
    on: 'path',
    pattern: '^/wp-content/plugins/wcpos-web-bundle/build/[a-z0-9/_-]+\\.json$',
    why: 'the web till of WCPOS, where a release ships it, reads what its build consists of',
    shop: nobody,
    staff: read,
    servant: 'file',
  },
  {
    id: 'release-file',
    on: 'path',
    pattern:
      '^/wp-(content/(plugins|themes)|includes)/.+\\.(css|m?js|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|eot|otf|mp3|mp4|wav|wasm)$',
    why: 'styles, scripts, fonts and pictures of the release',
    shop: read,
    staff: read,
    servant: 'file',
  },
  {
    id: 'content-else',
    on: 'path',
    pattern: '^/wp-(content|includes)(/|$)',
    why: 'code, which WordPress includes; paid downloads, logs, exports, and whatever somebody managed to upload',
    ...refused,
  },
];
