/* Qt 6.10 and later takes these from Windows 10 1903 for old text encodings only; Wine 8 has none. Here no converter
 * can be opened, and Qt does without. */
#include <windows.h>

__declspec(dllexport) const char stand_in[] = MARK;

#define EXPORT __declspec(dllexport)

typedef int Status; /* above zero: failure */

static void fail(Status *status)
{
    if (status && *status <= 0)
        *status = 16; /* U_UNSUPPORTED_ERROR */
}

EXPORT void *ucnv_open(const char *name, Status *status) { fail(status); return NULL; }
EXPORT void ucnv_close(void *converter) {}
EXPORT void ucnv_reset(void *converter) {}
EXPORT signed char ucnv_getMaxCharSize(const void *converter) { return 4; }
EXPORT const char *ucnv_getName(const void *converter, Status *status) { fail(status); return NULL; }
EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, Status *status) { fail(status); return NULL; }
EXPORT const char *ucnv_getAvailableName(int place) { return NULL; }
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT int ucnv_toUCountPending(const void *converter, Status *status) { return 0; }
EXPORT int ucnv_fromUCountPending(const void *converter, Status *status) { return 0; }

EXPORT void ucnv_getToUCallBack(const void *converter, void **action, const void **context)
{
    if (action) *action = NULL;
    if (context) *context = NULL;
}
EXPORT void ucnv_getFromUCallBack(const void *converter, void **action, const void **context)
{
    ucnv_getToUCallBack(converter, action, context);
}
EXPORT void ucnv_setToUCallBack(void *converter, void *action, const void *context, void **old_action,
                                const void **old_context, Status *status) { fail(status); }
EXPORT void ucnv_setFromUCallBack(void *converter, void *action, const void *context, void **old_action,
                                  const void **old_context, Status *status) { fail(status); }
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(const void *context, void *arguments, const WCHAR *units, int length,
                                            int point, int reason, Status *status) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(const void *context, void *arguments, const char *units, int length,
                                          int reason, Status *status) {}
EXPORT void ucnv_cbToUWriteUChars(void *arguments, const WCHAR *source, int length, int offset, Status *status)
{
    fail(status);
}
EXPORT void ucnv_cbFromUWriteUChars(void *arguments, const WCHAR **source, const WCHAR *limit, int offset,
                                    Status *status) { fail(status); }
EXPORT void ucnv_toUnicode(void *converter, WCHAR **target, const WCHAR *target_limit, const char **source,
                           const char *source_limit, int *offsets, char flush, Status *status) { fail(status); }
EXPORT void ucnv_fromUnicode(void *converter, char **target, const char *target_limit, const WCHAR **source,
                             const WCHAR *source_limit, int *offsets, char flush, Status *status) { fail(status); }
