/**
 * For WCPOS taken from its source: `vendor/` is made by Composer when its makers publish it. Without an autoloader the plugin
 * counts as active while none of its routes exist, and without random ids (from a package of its own) it cannot list products.
 * Left out are what prints receipts.
 */
export const posAutoloader = `<?php
// Made by the preview in place of Composer's.
namespace {
    // WCPOS\\WooCommercePOS\\ lies in includes/.
    spl_autoload_register(static function (string $class): void {
        $prefix = 'WCPOS\\\\WooCommercePOS\\\\';
        $file = dirname(__DIR__) . '/includes/' . str_replace('\\\\', '/', substr($class, strlen($prefix))) . '.php';
        if (strncmp($class, $prefix, strlen($prefix)) === 0 && is_file($file)) {
            require_once $file;
        }
    });
}

namespace Ramsey\\Uuid {
    if (!class_exists(Uuid::class)) {
        /** What products, orders and customers need of the package; templates want more. */
        final class Uuid
        {
            private function __construct(private readonly string $text)
            {
            }

            public static function uuid4(): self
            {
                return new self(wp_generate_uuid4());
            }

            public function toString(): string
            {
                return $this->text;
            }
        }
    }
}
`;
