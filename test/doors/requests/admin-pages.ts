import { type Behaviour, by, posts, reads, refused, type Said, served, staffOnly } from './behaviour';

const admin = { cookie: 'admin' } as const;
const page = (path: string, statuses: readonly number[] = [200, 302]): Said =>
  staffOnly(reads(`/wp-admin/${path}`, statuses, admin), { saying: 'path' });
const file = (path: string): Said => staffOnly(reads(`/wp-admin/${path}`), { saying: 'path' });
const answers = [200, 302, 400, 403];

const signIn: readonly Behaviour[] = by('admin', {
  'opens the sign-in': staffOnly(reads('/wp-login.php'), { saying: 'path' }),
  'signs in': staffOnly(posts('/wp-login.php', 'log={admin-login}&pwd=wrong', [200, 302, 403])),
  'forgot the password': staffOnly(reads('/wp-login.php?action=lostpassword')),
  'follows the link to a new password': staffOnly(reads('/wp-login.php?action=rp&key=x&login=admin', [200, 302])),
  'signs out': staffOnly(reads('/wp-login.php?action=logout', [200, 302, 403], admin)),
});

const screens: readonly Behaviour[] = by('admin', {
  'opens the dashboard': page(''),
  'opens the dashboard without a slash': staffOnly(reads('/wp-admin', [200, 301, 302], admin)),
  'opens the dashboard by its script': page('index.php'),
  'lists products': page('edit.php?post_type=product'),
  'writes a new product': page('post-new.php?post_type=product'),
  'edits a product': page('post.php?post={product}&action=edit'),
  'saves a product': staffOnly(posts('/wp-admin/post.php', 'action=editpost&post_ID={product}', answers, admin)),
  'opens the media library': page('upload.php'),
  'uploads a picture': staffOnly(
    posts('/wp-admin/async-upload.php', 'action=upload-attachment', [...answers, 500], admin),
  ),
  'lists orders': page('admin.php?page=wc-orders'),
  'opens WooCommerce’s settings': page('admin.php?page=wc-settings'),
  'opens the settings': page('options-general.php'),
  'saves the settings': staffOnly(posts('/wp-admin/options.php', 'option_page=general', [...answers, 500], admin)),
  'lists accounts': page('users.php'),
  'edits an account': page('user-edit.php?user_id={cashier}'),
  'edits the own profile': page('profile.php'),
  'lists plugins': page('plugins.php'),
  'opens the customizer': page('customize.php'),
  'opens the site editor': page('site-editor.php'),
  'edits menus': page('nav-menus.php', [200, 302, 403, 500]),
  'moderates comments': page('edit-comments.php'),
  'opens the tools': page('tools.php'),
  'exports content': page('export.php'),
  'opens site health': page('site-health.php'),
  'answers a privacy request': page('erase-personal-data.php'),
  'loads styles in one file': page('load-styles.php?c=0&load%5B%5D=dashicons,common', [200]),
  'loads scripts in one file': page('load-scripts.php?c=0&load%5B%5D=jquery-core', [200]),
  'loads a style': file('css/common.min.css'),
  'loads a script': file('js/common.min.js'),
  'loads a picture': file('images/wordpress-logo.svg'),
  'saves the way the editor does': {
    ...posts('/wp-admin/admin-ajax.php', 'action=heartbeat&_nonce=x', [200, 400, 403], admin),
  },
});

const others: readonly Behaviour[] = by('admin', {
  'looks at a draft': staffOnly(reads('/?p={draft}&preview=true', [200], admin), { saying: 'variable' }),
  'looks at a draft of a change': staffOnly(
    reads('/?p=1&preview_id=1&preview_nonce=x&preview=true', [200, 302, 403], admin),
  ),
  'looks at a new design': staffOnly(
    reads('/?customize_changeset_uuid=a&customize_theme=x', [200, 302, 403, 500], admin),
  ),
  'lets the customizer load a page': staffOnly(reads('/?wp_customize=on', [200, 302, 403, 500], admin)),
  'hands a program its key': staffOnly(
    reads(
      '/wc-auth/v1/authorize?app_name=x&scope=read&user_id=1&return_url=https%3A%2F%2Fa.example&callback_url=https%3A%2F%2Fa.example',
      [200, 302, 401],
      admin,
    ),
    { saying: 'path' },
  ),
  'hands a program its key by variable': staffOnly(
    reads('/?wc-auth-version=1&wc-auth-route=authorize', [200, 302, 401], admin),
    { saying: 'variable' },
  ),
  'looks at the shop while signed in': reads('/', [200], admin),
  'looks at a product while signed in': reads('/product/{product-slug}/', [200], admin),
  'lists articles of an account by its number': staffOnly(reads('/?author={admin}', [200, 301], admin), {
    saying: 'variable',
  }),
  'lists articles of an account by its name': staffOnly(reads('/?author_name={admin-login}', [200, 301], admin), {
    saying: 'variable',
  }),
  'calls the old API': {
    ...staffOnly(reads('/wc-api/v3/orders', [], admin)),
    staff: served(200, 400, 401, 404),
    shop: refused,
  },
  'calls the old API by variable': {
    ...staffOnly(reads('/?wc-api-version=3&wc-api-route=/orders', [], admin), { saying: 'variable' }),
    staff: served(200, 301, 400, 401, 404),
  },
});

/** What administrators do in pages. */
export const adminPages: readonly Behaviour[] = [...signIn, ...screens, ...others];
