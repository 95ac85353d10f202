import { fieldOf } from '../support/browser';
import { eventually } from '../support/await';
import { targetsAt } from '../support/links';
import { isReal } from '../support/shop';
import { type Day, shopper } from './a-day';

/** Passwords, accounts and requests, by mail. */
export function accountsChange(day: () => Day): void {
  test('customers get new passwords at the shop door, whichever door they asked at', async () => {
    const { shop, shopHost } = day();
    const names = { user_login: shop.value('customer-login') };
    await shop.post('staff', '/wp-login.php?action=lostpassword', { ...names, 'wp-submit': 'x' });
    const address = 'seed-customer@shopper.example';
    const mail = await day().mailTo(address, /password/i);
    const [link] = targetsAt(shopHost, mail.text).filter((target) => target.includes('key='));
    await day().opensAtShop(link ?? 'no link in the mail');
    if (!isReal) return;
    const page = await shop.get('shop', '/my-account/lost-password/');
    await shop.post('shop', '/my-account/lost-password/', {
      ...names,
      wc_reset_password: 'true',
      'woocommerce-lost-password-nonce': fieldOf(page, 'woocommerce-lost-password-nonce') ?? '',
    });
    expect(
      await eventually(
        () => Promise.resolve(day().to(address).length),
        (count) => count >= 2,
      ),
    ).toBeGreaterThanOrEqual(2);
  }, 60_000);

  test('staff gets new passwords at the staff door', async () => {
    const { shop, staffHost } = day();
    await shop.post('staff', '/wp-login.php?action=lostpassword', {
      user_login: shop.value('admin-login'),
      'wp-submit': 'x',
    });
    day().staffMails.push('seed-admin@');
    const mail = await day().mailTo('seed-admin@shopper.example', /password/i);
    const [link] = targetsAt(staffHost, mail.text).filter((target) => target.includes('key='));
    expect((await shop.get('staff', link ?? 'no link in the mail')).status).toBe(302);
  }, 60_000);

  test('staff makes an account for a customer, who is welcomed at the shop door', async () => {
    const { staff, shopHost } = day();
    const page = await staff.open('/wp-admin/user-new.php');
    await staff.submit('/wp-admin/user-new.php', {
      action: 'createuser',
      user_login: 'noa',
      email: 'noa@shopper.example',
      pass1: 'A-long-Password-9',
      pass2: 'A-long-Password-9',
      role: 'customer',
      send_user_notification: '1',
      '_wpnonce_create-user': fieldOf(page, '_wpnonce_create-user') ?? '',
    });
    const mail = await day().mailTo('noa@shopper.example', /password|account/i);
    expect(targetsAt(shopHost, mail.text).length).toBeGreaterThan(0);
  }, 60_000);

  test('a customer confirms a privacy request at the shop door', async () => {
    const { staff, shopHost } = day();
    const page = await staff.open('/wp-admin/export-personal-data.php');
    await staff.submit('/wp-admin/export-personal-data.php', {
      action: 'add_export_personal_data_request',
      type_of_action: 'export_personal_data',
      username_or_email_for_privacy_request: shopper,
      send_confirmation_email: '1',
      _wpnonce: fieldOf(page, '_wpnonce') ?? '',
    });
    const mail = await day().mailTo(shopper, /confirm/i);
    const [link] = targetsAt(shopHost, mail.text).filter((target) => target.includes('confirmaction'));
    const answer = await day().opensAtShop(link ?? 'no link in the mail');
    expect(answer.body).toMatch(/confirmed|thank/i);
  }, 60_000);
}
