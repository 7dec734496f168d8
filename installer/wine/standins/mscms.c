/* Wine 8's own mscms.dll aborts in WcsCreateIccProfile, which Qt calls for every screen. Here no profile can be opened,
 * and Qt takes sRGB. */
#include <windows.h>

__declspec(dllexport) const char stand_in[] = MARK;

#define EXPORT __declspec(dllexport)

static HANDLE refuse(void)
{
    SetLastError(ERROR_NOT_SUPPORTED);
    return NULL;
}

EXPORT HANDLE WINAPI OpenColorProfileW(void *profile, DWORD access, DWORD share, DWORD mode) { return refuse(); }
EXPORT HANDLE WINAPI OpenColorProfileA(void *profile, DWORD access, DWORD share, DWORD mode) { return refuse(); }
EXPORT HANDLE WINAPI WcsCreateIccProfile(HANDLE profile, DWORD options) { return refuse(); }
EXPORT BOOL WINAPI CloseColorProfile(HANDLE profile) { return FALSE; }
EXPORT BOOL WINAPI GetColorProfileFromHandle(HANDLE profile, BYTE *bytes, DWORD *size) { return refuse() != NULL; }
