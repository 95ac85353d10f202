<?php

declare(strict_types=1);

namespace Storefort;

/** What WCPOS does that this shop does not let it: run what it wrote or fetched, hand tokens to anybody, keep them for a month. */
final class Till
{
    private const SHIFT_SECONDS = 12 * HOUR_IN_SECONDS;
    /** Where a release ships the web till, so that no script of somebody else's runs on tills. */
    private const WEB_BUNDLE = '/wp-content/plugins/wcpos-web-bundle/build';
    private const HARMLESS_ENGINES = ['logicless', 'thermal'];

    public function __construct(private readonly Site $site)
    {
    }

    public function register(): void
    {
        defined('WCPOS_WEB_BUNDLE_REF') || define('WCPOS_WEB_BUNDLE_REF', $this->site->staffUrl . self::WEB_BUNDLE);
        add_filter('woocommerce_pos_jwt_refresh_token_expire', [$this, 'endOfShift'], PHP_INT_MAX, 2);
        add_filter('woocommerce_pos_authenticate_user', [$this, 'admit'], PHP_INT_MAX);
        add_filter('get_post_metadata', [$this, 'template'], PHP_INT_MAX, 4);
        add_filter('woocommerce_pos_validate_php_template', [$this, 'refuseProgram'], PHP_INT_MAX);
        add_action('template_redirect', [$this, 'checkReturn'], 0);
        $this->keepTranslations();
    }

    public function endOfShift(mixed $until, mixed $issued): int
    {
        return (int) $issued + self::SHIFT_SECONDS;
    }

    /** An answer for "may not use the till" would confirm the password. */
    public function admit(mixed $user): mixed
    {
        return $user instanceof \WP_User && !user_can($user, 'access_woocommerce_pos') ? SignInAnswers::refused() : $user;
    }

    /**
     * WCPOS writes receipt templates in PHP into uploads and includes them; it takes any template for one that names no other engine.
     * Here all stored ones are rendered as text. Those that come as files of the release are not stored.
     */
    public function template(mixed $value, mixed $post, mixed $key, mixed $single): mixed
    {
        if (!in_array($key, ['_template_engine', '_template_file_path'], true) || get_post_type((int) $post) !== 'wcpos_template') {
            return $value;
        }
        $kept = update_meta_cache('post', [(int) $post]);
        $stored = (string) ($kept[(int) $post][$key][0] ?? '');
        $answer = $key === '_template_engine' ? $this->engine($stored) : $this->file($stored);
        return $single ? $answer : [$answer];
    }

    private function engine(string $stored): string
    {
        return in_array($stored, self::HARMLESS_ENGINES, true) ? $stored : 'logicless';
    }

    private function file(string $stored): string
    {
        return (new IncludedFiles($this->site))->isOfRelease($stored) ? $stored : '';
    }

    public function refuseProgram(): \WP_Error
    {
        return new \WP_Error('php_template_refused', 'Receipt templates in PHP are not run in this shop.');
    }

    /** Both tokens go there in the address. */
    public function checkReturn(): void
    {
        $to = $_REQUEST['redirect_uri'] ?? null;
        $isSignIn = str_starts_with((string) ($GLOBALS['wp']->matched_rule ?? ''), '^wcpos-auth');
        if ($isSignIn && $to !== null && !(is_string($to) && $this->isOwn(wp_unslash($to)))) {
            unset($_REQUEST['redirect_uri'], $_GET['redirect_uri'], $_POST['redirect_uri']);
        }
    }

    public function isOwn(string $to): bool
    {
        if (preg_match('/[\x00-\x20\x7f\\\\]/', $to) === 1) {
            return false;
        }
        return stripos($to, 'wcpos://') === 0 || Address::isAt($to, $this->site->staffUrl);
    }

    /** Those that the release ships are loaded; none are fetched, and none taken from uploads, where fetched ones would be put. */
    private function keepTranslations(): void
    {
        foreach (['woocommerce-pos', 'woocommerce-pos-pro'] as $domain) {
            add_filter("pre_transient_wcpos_i18n_{$domain}_active_path", '__return_empty_string', PHP_INT_MAX);
            // "Could not be written, do not try again with this version."
            add_filter("pre_transient_wcpos_i18n_{$domain}_write_failed", [$this, 'translationVersion'], PHP_INT_MAX);
        }
    }

    public function translationVersion(): mixed
    {
        $constant = 'WCPOS\WooCommercePOS\TRANSLATION_VERSION';
        return defined($constant) ? constant($constant) : false;
    }
}
