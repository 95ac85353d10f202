<?php

declare(strict_types=1);

namespace Storefort;

/**
 * Lets through what the doors' table lets through, whichever way the route was named: the path, `index.php`, `rest_route` in a query
 * or a form, another method's header, a member of a batch, a link that is embedded, a dispatch within a page.
 */
final class RouteGuard
{
    private const SHARED_SCRIPTS = ['admin-ajax.php', 'admin-post.php'];
    /** Of WooCommerce's forms of passwords, coupons and payment, which it takes wherever they are sent. */
    private const FIELDS_OF_FORMS = [
        'password', 'password_1', 'wc_reset_password', 'coupon_code', 'woocommerce_checkout_place_order', 'woocommerce_pay',
    ];

    public function __construct(private readonly Guard $guard, private readonly Door $door)
    {
    }

    public function register(): void
    {
        // Before any plugin is loaded: some answer as soon as they are. Other scripts than the front controller do not ask for
        // WordPress's variables, and a review's form names its writer "author".
        $this->judgeScript();
        if (defined('WP_USE_THEMES')) {
            $this->judgeVariables([...self::pairs($_GET), ...self::pairs($_POST)]);
        }
        $this->judgeNames();
        $this->judgeForms();
        // First, so that nothing runs; last, so that nobody takes the refusal back.
        add_filter('rest_pre_dispatch', [$this, 'judgeDispatch'], PHP_INT_MIN, 3);
        add_filter('rest_pre_dispatch', [$this, 'judgeDispatch'], PHP_INT_MAX, 3);
        add_action('parse_request', [$this, 'judgeQuery'], PHP_INT_MIN);
        add_action('login_init', [$this, 'judgeLogin'], PHP_INT_MIN);
    }

    public function judgeDispatch(mixed $result, mixed $server, \WP_REST_Request $request): mixed
    {
        if (!$this->guard->allowsRest($request->get_route(), $request->get_method())) {
            return Refusal::rest();
        }
        $this->judgeMembers($request);
        return $result;
    }

    /** Rewrite rules turn paths into variables: they have been resolved by now. */
    public function judgeQuery(\WP $wordpress): void
    {
        $this->judgeVariables(self::pairs($wordpress->query_vars));
    }

    /** The sign-in script changes its action after reading it: a key makes it a password reset. */
    public function judgeLogin(): void
    {
        $this->judgeAction($GLOBALS['action'] ?? null);
    }

    /** WCPOS answers one route while it is being loaded, and reads its name more freely than WordPress does. */
    private function judgeNames(): void
    {
        foreach (NamedRoutes::of($_SERVER, $_GET, $_POST) as $route) {
            if (!$this->guard->mayAllowRest($route)) {
                Refusal::routeAtOnce();
            }
        }
    }

    /** Where payment processors call, nginx does not count what is sent (host/nginx/limits.conf): so no password is guessed there. */
    private function judgeForms(): void
    {
        $isCallback = self::route() === 'payment-callback' || isset($_GET['wc-api']);
        if ($this->door === Door::Shop && $isCallback && array_intersect(self::FIELDS_OF_FORMS, array_keys($_POST)) !== []) {
            Refusal::page();
        }
    }

    private function judgeScript(): void
    {
        $script = basename((string) ($_SERVER['SCRIPT_FILENAME'] ?? ''));
        if ($script === 'wp-login.php') {
            $this->judgeAction($_REQUEST['action'] ?? 'login');
        }
        $isAdmin = defined('WP_ADMIN') && !in_array($script, self::SHARED_SCRIPTS, true);
        $isUnknownCaller = $this->guard->pathIntegration(self::route()) !== null
            && !$this->guard->allowsPath(self::route(), '', self::method());
        if (($isAdmin && $this->door === Door::Shop) || $isUnknownCaller) {
            Refusal::page();
        }
    }

    private function judgeAction(mixed $action): void
    {
        $row = self::route();
        if ($this->door === Door::Shop
            && ($row === '' || !$this->guard->allowsPath($row, is_string($action) ? $action : '', self::method()))) {
            Refusal::page();
        }
    }

    /** @param list<array{string, string}> $pairs */
    private function judgeVariables(array $pairs): void
    {
        foreach ($pairs as [$name, $value]) {
            if (!$this->guard->allowsQuery($name, $value, self::method())) {
                Refusal::page();
            }
        }
    }

    /**
     * WordPress validates all members of a batch before it asks about any, and says how that went: a refused route would answer
     * otherwise than one that does not exist. So it becomes one that does not exist.
     */
    private function judgeMembers(\WP_REST_Request $request): void
    {
        $members = $request->get_param('requests');
        if ($this->door !== Door::Shop || !is_array($members)) {
            return;
        }
        foreach ($members as $index => $member) {
            $path = is_array($member) && is_string($member['path'] ?? null) ? wp_parse_url($member['path'], PHP_URL_PATH) : null;
            $method = is_array($member) && is_string($member['method'] ?? null) ? $member['method'] : 'POST';
            if (is_string($path) && !$this->guard->allowsRest($path, $method)) {
                $members[$index]['path'] = '/wc/store/v1/no-such-route';
            }
        }
        $request->set_param('requests', $members);
    }

    /**
     * @param array<mixed> $variables
     * @return list<array{string, string}>
     */
    private static function pairs(array $variables): array
    {
        $pairs = [];
        foreach ($variables as $name => $value) {
            $values = is_array($value) ? array_values($value) : [$value];
            foreach ($values === [] ? [''] : $values as $each) {
                $pairs[] = [(string) $name, is_scalar($each) ? (string) $each : ''];
            }
        }
        return $pairs;
    }

    private static function route(): string
    {
        return (string) ($_SERVER['STOREFORT_ROUTE'] ?? '');
    }

    private static function method(): string
    {
        return (string) ($_SERVER['REQUEST_METHOD'] ?? 'GET');
    }
}
