import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScratchShop, wordPressRunsHere } from './scratch-shop';

const whereItRuns = wordPressRunsHere() ? describe : describe.skip;

whereItRuns('the shop’s calls to itself', () => {
  let shop: ScratchShop;
  beforeAll(async () => {
    shop = await ScratchShop.start();
    shop.run(
      'file_put_contents(Storefort\\Context::get()->site->root . \'/run/storefort/loopback.json\', \'{"door":"the-key","certificate":"/host.pem"}\'); return 1;',
    );
  });
  afterAll(async () => shop.stop());

  interface Sent {
    readonly door: string | null;
    readonly other: string | null;
    readonly certificate: string;
    readonly redirection: number;
  }

  function sent(url: string, headers = "['X-Other' => 'kept']"): Sent {
    return shop.run(`$seen = null;
      add_filter('pre_http_request', function ($no, $args) use (&$seen) {
        $headers = is_array($args['headers']) ? $args['headers'] : WP_Http::processHeaders($args['headers'])['headers'];
        $headers = array_change_key_case($headers);
        $seen = ['door' => $headers['x-storefort-door'] ?? null, 'other' => $headers['x-other'] ?? null,
          'certificate' => $args['sslcertificates'], 'redirection' => $args['redirection']];
        return new WP_Error('seen');
      }, 10, 2);
      wp_remote_get('${url}', ['headers' => ${headers}]);
      return $seen;`) as Sent;
  }

  test.each(['https://shop.test', 'https://shop.test/wp-cron.php?x=1', 'https://shop.test?rest_route=/'])(
    '%s goes through the shop door, by the host’s own certificate, and follows nobody elsewhere',
    (url) => {
      const expected = { door: 'the-key', other: 'kept', certificate: '/host.pem', redirection: 0 };
      expect(sent(url)).toEqual(expected);
      expect(sent(url, '"X-Other: kept"')).toEqual(expected);
    },
  );

  test.each([
    'https://staff.shop.test/',
    'https://shop.test.example.com/',
    'https://shop.test@example.com/',
    'https://shop.test:8443/',
    'http://shop.test/',
    'https://example.com/https://shop.test/',
  ])('%s gets no key', (url) => {
    const { door, other, certificate } = sent(url);
    expect({ door, other }).toEqual({ door: null, other: 'kept' });
    expect(certificate).not.toBe('/host.pem');
  });
});
