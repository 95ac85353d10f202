<?php

declare(strict_types=1);

namespace Storefort;

/** Makes, or finds, an administrator, and gives away one sign-in. */
final class Administrator
{
    private const DEFAULT_LOGIN = 'owner';

    /** @param list<string> $arguments */
    public static function command(array $arguments): int
    {
        $site = Context::get()->site;
        $options = ['--login' => self::DEFAULT_LOGIN, '--email' => ''];
        foreach (array_chunk($arguments, 2) as $pair) {
            [$name, $value] = [...$pair, null];
            if (!isset($options[$name]) || $value === null || $value === '') {
                fwrite(STDERR, "usage: [--login NAME] [--email ADDRESS], got \"" . implode(' ', $arguments) . "\"\n");
                return 2;
            }
            $options[$name] = $value;
        }
        $user = self::account($options['--login'], $options['--email'] ?: self::DEFAULT_LOGIN . "@$site->shopHost");
        if (is_wp_error($user)) {
            fwrite(STDERR, wp_strip_all_tags($user->get_error_message()) . "\n");
            return 1;
        }
        echo (new OneTimeSignIn($site))->addressFor($user), "\n";
        return 0;
    }

    private static function account(string $login, string $email): int|\WP_Error
    {
        $known = get_user_by('login', $login);
        if ($known instanceof \WP_User) {
            return user_can($known, 'manage_options')
                ? $known->ID
                : new \WP_Error('not_administrator', "the account \"$login\" is there and is no administrator; choose another name");
        }
        return wp_insert_user([
            'user_login' => $login,
            'user_email' => $email,
            'user_pass' => bin2hex(random_bytes(32)),
            'role' => 'administrator',
        ]);
    }
}
