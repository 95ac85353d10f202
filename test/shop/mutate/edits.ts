/** A rule taken out of a file of the host, or made weaker. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  /** @default - nothing */
  readonly to?: string;
}

const nginx = (file: string, from: string, to?: string): Edit => ({
  file: `nginx/${file}`,
  from,
  ...(to !== undefined && { to }),
});

/** What each is for stands beside it in the file. */
export const nginxEdits: readonly Edit[] = [
  nginx('door.conf', 'if ($door = "") {\n    return 403;\n}'),
  nginx('door.conf', 'if ($malformed) {\n    return 400;\n}'),
  nginx('door.conf', 'disable_symlinks on from=$document_root/wp-content/uploads;'),
  nginx('door.conf', 'add_header Content-Disposition $upload_disposition;'),
  nginx('door.conf', 'location @refused {\n    return 404;', 'location @refused {\n    return 200;'),
  nginx('door.conf', 'location @method-refused {\n    return 405;', 'location @method-refused {\n    return 404;'),
  nginx('door.conf', 'fastcgi_no_cache $not_stored;'),
  nginx('door.conf', 'try_files $uri ${uri}index.php =404;'),
  nginx('door.conf', '    rewrite ^/wp-admin$ https://$authority/wp-admin/ permanent;'),
  nginx(
    'client.conf',
    '"$host|$http_x_storefort_door" $door {\n    default "";',
    '"$host|$http_x_storefort_door" $door {\n    default shop;',
  ),
  nginx('client.conf', '    "~^(?<client_v4>[0-9]{1,3}(?:\\.[0-9]{1,3}){3}):[0-9]{1,5}$" $client_v4;\n'),
  nginx('client.conf', '    "~^\\[(?<client_v6_bracketed>[0-9A-Fa-f:.]{2,45})\\]:[0-9]{1,5}$" $client_v6_bracketed;\n'),
  nginx('client.conf', '    "~^(?<client_v6>[0-9A-Fa-f:]{2,39}):[0-9]{1,5}$" $client_v6;\n'),
  nginx('cache.conf', '"~*(?:wordpress|woocommerce|wp[-_.]|comment_author|wcpos)" 1;', '"~*never" 1;'),
  nginx('cache.conf', '"~^:wordpress:1:0:$" page;', '"~^:wordpress:1:0:" page;'),
  nginx('cache.conf', '    "~^405:" method-refused;\n'),
  nginx('cache.conf', '    "~^:upload:" upload;\n', '    "~^:upload:" file;\n'),
  nginx('fastcgi-page.conf', 'fastcgi_pass_request_headers off;'),
  nginx('fastcgi-common.conf', 'fastcgi_param HTTP_HOST $authority;', 'fastcgi_param HTTP_HOST $http_host;'),
  nginx('fastcgi-common.conf', 'fastcgi_param REMOTE_ADDR $client_address;', 'fastcgi_param REMOTE_ADDR $remote_addr;'),
  nginx('fastcgi-common.conf', 'fastcgi_param STOREFORT_DOOR $door;'),
  nginx('fastcgi-common.conf', 'fastcgi_param STOREFORT_ROUTE $door_route;'),
  ...[
    'X_FORWARDED_FOR',
    'X_FORWARDED_HOST',
    'X_FORWARDED_PROTO',
    'X_FORWARDED_PORT',
    'FORWARDED',
    'X_REAL_IP',
    'X_CLIENT_IP',
    'CLIENT_IP',
    'TRUE_CLIENT_IP',
    'CF_CONNECTING_IP',
    'X_HOST',
    'X_ORIGINAL_URL',
    'X_REWRITE_URL',
    'PROXY',
    'X_STOREFORT_DOOR',
    'CLOUDFRONT_VIEWER_ADDRESS',
  ].map((name) => nginx('fastcgi-request.conf', `fastcgi_param HTTP_${name} "" if_not_empty;`)),
  nginx('fastcgi-answer.conf', 'fastcgi_hide_header X-Content-Type-Options;\n', ''),
  nginx('fastcgi-answer.conf', 'add_header X-Content-Type-Options nosniff always;'),
  nginx('limited.conf', 'limit_req zone=sign-in burst=10 nodelay;'),
  nginx('limited.conf', 'limit_req zone=checkout burst=40 nodelay;'),
  nginx('limited.conf', 'limit_req zone=search burst=15 nodelay;'),
  nginx('log.conf', '~^(?<known_query>', '~^(?<known_query>.*'),
  nginx('log.conf', '    "~*^(?<printer_path>.*/print-jobs/)." "${printer_path}withheld";\n'),
  nginx('nginx.conf', '    server_tokens off;'),
  nginx('nginx.conf', 'ssl_protocols TLSv1.2 TLSv1.3;', 'ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;'),
  nginx('servers.conf', 'client_max_body_size 8m;', 'client_max_body_size 0;'),
  nginx('health.conf', '    if ($is_health_check = 0) {\n        return 503 "unavailable\\n";\n    }'),
  nginx('health.conf', '    add_header Retry-After $retry_after always;'),
];

const php = (file: string, from: string, to?: string): Edit => ({
  file: `php/${file}`,
  from,
  ...(to !== undefined && { to }),
});

/** Names as the file has them; each turned round. Not those that the pool says again. */
const turned: readonly (readonly [line: string, to: string])[] = [
  ['expose_php = Off', 'expose_php = On'],
  ['zend.exception_ignore_args = On', 'zend.exception_ignore_args = Off'],
  ['cgi.fix_pathinfo = 0', 'cgi.fix_pathinfo = 1'],
  ['allow_url_fopen = Off', 'allow_url_fopen = On'],
  ['allow_url_include = Off', 'allow_url_include = On'],
  ['phar.readonly = On', 'phar.readonly = Off'],
  ['session.use_strict_mode = On', 'session.use_strict_mode = Off'],
  ['session.cookie_httponly = On', 'session.cookie_httponly = Off'],
  ['session.cookie_secure = On', 'session.cookie_secure = Off'],
  ['mysqli.allow_local_infile = Off', 'mysqli.allow_local_infile = On'],
  ['opcache.validate_timestamps = Off', 'opcache.validate_timestamps = On'],
];

export const phpEdits: readonly Edit[] = [
  ...turned.map(([from, to]) => php('php.ini', from, to)),
  php('php.ini', 'disable_functions = exec,', 'disable_functions = '),
  php('php.ini', ',system,', ','),
  php('php.ini', ',putenv,symlink,link,', ','),
  php('php-fpm.conf', 'php_admin_value[auto_prepend_file] = @ROOT@/opt/storefort/host/php/confine.php'),
  php('php-fpm.conf', 'php_admin_flag[display_errors] = off', 'php_admin_flag[display_errors] = on'),
  php('php-fpm.conf', 'php_admin_flag[log_errors] = on', 'php_admin_flag[log_errors] = off'),
];
