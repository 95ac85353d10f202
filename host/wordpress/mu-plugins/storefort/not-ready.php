<?php

declare(strict_types=1);

namespace Storefort;

/** The host lacks something that WordPress cannot run without. The message names what, never a value. */
final class NotReady extends \RuntimeException
{
    /** Ends the request: a shopper sees that the shop is away for a moment, the log says why. */
    public function answer(): never
    {
        error_log('storefort not-ready ' . $this->getMessage());
        if (PHP_SAPI === 'cli') {
            fwrite(STDERR, $this->getMessage() . "\n");
            exit(1);
        }
        Unavailable::answer();
    }
}
