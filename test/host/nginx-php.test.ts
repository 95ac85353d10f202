import { DoorHost, doorPrograms } from './door-host';
import { describeWith } from './web-host';

/** Run as WordPress is, by the pool of the shop. */
const script = `<?php
$outside = dirname($_SERVER['DOCUMENT_ROOT'], 5) . '/outside.txt';
echo json_encode([
    'settings' => array_map(static fn (array $one) => $one['local_value'], ini_get_all()),
    'outside' => @file_get_contents($outside),
    'escaped' => (@ini_set('open_basedir', '/') !== false) || @file_get_contents($outside) !== false,
    'shown' => @ini_set('display_errors', '1') !== false && ini_get('display_errors') === '1',
    'remembered' => realpath_cache_size() > 0,
    'callable' => array_values(array_filter($_GET['functions'], 'function_exists')),
    'remote' => @file_get_contents('http://127.0.0.1:1/'),
    'included' => @include 'data://text/plain,<?php return 1;',
    'environment' => getenv(),
    'user' => posix_getpwuid(posix_geteuid())['name'],
    'spoken' => array_filter(['php-fpm', 'php-health'], static fn ($pool) => @stream_socket_client('unix://' . dirname($outside) . "/run/storefort/$pool.sock") !== false),
    'written' => @file_put_contents($_SERVER['DOCUMENT_ROOT'] . '/planted.php', 'x'),
]);`;

describeWith(doorPrograms)('PHP of the shop', () => {
  let host: DoorHost;
  let told: Record<string, unknown> & { settings: Record<string, string> };
  const dangerous = [
    ...['exec', 'shell_exec', 'passthru', 'system', 'proc_open', 'popen', 'pcntl_exec', 'pcntl_fork', 'dl', 'putenv'],
    ...['symlink', 'link', 'phpinfo', 'show_source', 'highlight_file', 'mail', 'posix_kill', 'posix_setuid'],
  ];
  beforeAll(async () => {
    host = await DoorHost.start();
    host.write('outside.txt', 'outside');
    host.write('srv/storefort/current/wordpress/wp-login.php', script);
    const query = dangerous.map((name) => `functions[]=${name}`).join('&');
    const { body } = await host.ask(`/wp-login.php?${query}`, { door: 'staff', headers: ['X-Secret: 1'] });
    told = JSON.parse(body) as typeof told;
  });
  afterAll(async () => {
    await host.remove();
  });

  test.each(
    Object.entries({
      display_errors: '0',
      expose_php: '',
      log_errors: '1',
      allow_url_fopen: '',
      allow_url_include: '',
      'cgi.fix_pathinfo': '0',
      'zend.exception_ignore_args': '1',
      enable_dl: '',
      memory_limit: '256M',
      max_execution_time: '60',
      max_input_vars: '5000',
      post_max_size: '64M',
      upload_max_filesize: '64M',
      'phar.readonly': '1',
      'session.use_strict_mode': '1',
      'session.cookie_httponly': '1',
      'session.cookie_secure': '1',
      'session.cookie_samesite': 'Lax',
      'mysqli.allow_local_infile': '',
      sendmail_path: '/bin/false',
      'opcache.enable': '1',
      'opcache.validate_timestamps': '',
      'opcache.max_accelerated_files': '20000',
      'opcache.memory_consumption': '192',
      'opcache.jit': 'disable',
    }),
  )('has %s at %j', (name, value) => {
    expect(told.settings[name]).toBe(value);
  });

  test('trusts the database’s own authority alone, keeps its files apart and logs to its own file', () => {
    expect(told.settings).toMatchObject({
      'openssl.cafile': host.at('etc/storefort/database-ca.pem'),
      error_log: host.at('var/log/storefort/php-error.log'),
      upload_tmp_dir: host.at('var/lib/storefort/php/tmp'),
      sys_temp_dir: host.at('var/lib/storefort/php/tmp'),
      'session.save_path': host.at('var/lib/storefort/php/sessions'),
    });
  });

  test('has no functions that start programs or reach other processes', () => {
    expect(told.callable).toEqual([]);
  });

  test('reads nothing outside, and no script changes that or makes errors visible', () => {
    expect(told).toMatchObject({ outside: false, escaped: false, shown: false });
  });

  test('and still remembers where paths lead, without which a page takes half as long again', () => {
    expect(told.remembered).toBe(true);
  });

  test('fetches and includes nothing by an address', () => {
    expect(told).toMatchObject({ remote: false, included: false });
  });

  test('has no environment of the machine’s', () => {
    expect(JSON.stringify(told.environment)).not.toMatch(/"PATH"|PHP_INI_SCAN_DIR/);
  });

  if (process.getuid?.() === 0) {
    test('is neither root nor nginx, and cannot write into the release', () => {
      expect(told).toMatchObject({ user: 'nobody', written: false });
    });

    test('cannot speak to its own pools, which take settings from whoever does', () => {
      expect(told.spoken).toEqual([]);
    });
  }

  test('keeps scripts it has read: a changed file runs as it was', async () => {
    const before = (await host.ask('/wp-admin/admin-ajax.php')).body;
    host.write('srv/storefort/current/wordpress/wp-admin/admin-ajax.php', '<?php echo "changed";');
    expect((await host.ask('/wp-admin/admin-ajax.php')).body.slice(0, 20)).toBe(before.slice(0, 20));
  });
});
