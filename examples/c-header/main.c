/* Puts a message together by the constants that were generated, and a value of a type that was. */

#include <stdio.h>
#include <string.h>

#include "stateful.h"

int main(void) {
    const char *topic = "foo/bar";
    struct stateful_s2b_subscribe_exact message = {{NULL, 0}, {NULL, 0}, {(const uint8_t *)topic, strlen(topic)}};
    printf("%04x%04x", STATEFUL__FLAG_MINIMAL_HEADERS, (unsigned)STATEFUL_S2B_SUBSCRIBE_EXACT);
    printf("%04x%04x%04x", (unsigned)message.authorization.length, (unsigned)message.tracing.length, (unsigned)message.topic.length);
    for (size_t i = 0; i < message.topic.length; i++) {
        printf("%02x", message.topic.data[i]);
    }
    printf("\nidentifiers have at most %u bytes\n", STATEFUL_S2B_CONFIRM_RECEIVE__X_IDENTIFIER_MAX);
    return 0;
}
