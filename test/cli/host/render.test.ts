import { renderJson, renderText } from '../../../cli/host/render';

const signIn = `https://127.0.0.2:8443/wp-login.php?action=storefort&token=${'a'.repeat(64)}`;
const preview = {
  root: '/srv/try/.preview',
  shopUrl: 'https://127.0.0.1:8443',
  staffUrl: 'https://127.0.0.2:8443',
  caFile: '/srv/try/.preview/preview/authority/ca.pem',
  wordpress: '6.8.12',
};
const standIn = { name: 'woocommerce', folder: '/srv/try/test/stand-ins/woocommerce' };

test('JSON is one line with these four', () => {
  const line = renderJson({ preview, signIn, plugins: [] });
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(JSON.parse(line)).toEqual({ shop: preview.shopUrl, staff: preview.staffUrl, signIn, pid: process.pid });
});

test('breaks no address and no path over lines', () => {
  const words = renderText({ preview, signIn, plugins: [standIn] }).split(/\s+/);
  for (const whole of [preview.shopUrl, preview.staffUrl, signIn, preview.caFile, '/srv/try/.preview/mail'])
    expect(words).toContain(whole);
});

test('says what is a stand-in, and only where one is', () => {
  expect(renderText({ preview, signIn, plugins: [standIn] })).toMatch(/woocommerce \(STAND-IN\)/);
  const real = { name: 'woocommerce', folder: '/home/me/plugins/woocommerce' };
  expect(renderText({ preview, signIn, plugins: [real] })).not.toMatch(/STAND-IN/i);
});
