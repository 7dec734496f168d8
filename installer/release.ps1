<#
.SYNOPSIS
Builds a release of DeAI Desktop on a Windows machine, from CPython as the Python Software Foundation publishes it.

.DESCRIPTION
1. Checks the Authenticode signature of the setup that python.org publishes, and installs it afresh for this user into a
   folder of its own: Python's own modules have no signature but that one.
2. Checks the signature of python.exe and of every DLL and extension module of that Python, and refuses to go on where
   one is missing, broken, or somebody else's.
3. Writes down path, hash and certificate of each (windows-python.json): the proof of origin in the bill of materials.
4. Installs the pinned wheels by hash into an environment of their own, and freezes the program.

The build becomes a release only if the origin of all its parts is proven and the checkout holds no change that no commit
holds; `python -m installer check` looks again. Nothing here can make a release of anything else.

.PARAMETER Setup
CPython 3.11's 64-bit setup, as downloaded from python.org (python-3.11.9-amd64.exe). Another CPython 3.11 of this user
has to be removed first: the setup would change that one instead.

.PARAMETER LlamaWheel
The wheel that `python -m installer llama-wheel` made on Linux.

.EXAMPLE
powershell -ExecutionPolicy Bypass -File installer\release.ps1 -Setup python-3.11.9-amd64.exe -LlamaWheel llama_cpp_python-0.3.36-py3-none-win_amd64.whl
#>
param(
    [Parameter(Mandatory)] [string] $Setup,
    [Parameter(Mandatory)] [string] $LlamaWheel
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$build = if ($env:DEAI_WINE) { $env:DEAI_WINE } else { Join-Path $env:LOCALAPPDATA 'deai-desktop-build' }
$env:DEAI_WINE = $build
$publishers = 'Python Software Foundation', 'Microsoft Corporation'  # Microsoft signed the C runtime in it

function Test-Publisher([string] $subject) {
    return $subject -match ('(^|, )O=(' + (($publishers | ForEach-Object { [regex]::Escape($_) }) -join '|') + ')(,|$)')
}

function Invoke-Checked([string] $program, [string[]] $arguments) {
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { throw "$program $($arguments -join ' ') failed ($LASTEXITCODE)" }
}

function Get-Proof([string] $file) {
    $signature = Get-AuthenticodeSignature -LiteralPath $file
    $certificate = $signature.SignerCertificate
    $signer = if ($certificate) { $certificate.Subject } else { '' }
    if ($signature.Status -ne 'Valid' -or -not (Test-Publisher $signer)) {
        throw "${file}: signature $($signature.Status) by '$signer'. This is not the Python that python.org publishes: nothing was built."
    }
    return @{
        sha256 = (Get-FileHash -Algorithm SHA256 -LiteralPath $file).Hash
        status = [string] $signature.Status
        signer = $signer
        thumbprint = $certificate.Thumbprint
    }
}

function Invoke-Setup([string[]] $arguments) {
    $process = Start-Process -FilePath $setupFile -ArgumentList $arguments -Wait -PassThru
    if ($process.ExitCode -ne 0) { throw "$setupFile $($arguments -join ' ') failed ($($process.ExitCode))" }
}

$setupFile = (Resolve-Path -LiteralPath $Setup).Path
$setupProof = Get-Proof $setupFile
$folder = Join-Path $build 'cpython'
$exe = Join-Path $folder 'python.exe'
if (Test-Path -LiteralPath $folder) {
    if (Test-Path -LiteralPath $exe) { Invoke-Setup @('/uninstall', '/quiet') }
    Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction SilentlyContinue
    if (Test-Path -LiteralPath $folder) { throw "$folder can't be removed: end what uses it." }
}
Invoke-Setup @('/quiet', 'InstallAllUsers=0', "TargetDir=`"$folder`"", 'Include_launcher=0', 'Include_test=0', 'Include_doc=0',
               'Include_tcltk=0', 'AssociateFiles=0', 'Shortcuts=0', 'PrependPath=0')
if (-not (Test-Path -LiteralPath $exe)) {
    throw 'CPython 3.11 is already installed for this user elsewhere: remove it in Settings, Apps, and try again.'
}
$files = @(Get-ChildItem -Path $folder -File | Where-Object Extension -in '.exe', '.dll') +
         @(Get-ChildItem -Path (Join-Path $folder 'DLLs') -File | Where-Object Extension -in '.pyd', '.dll')
$record = foreach ($file in $files) {
    [pscustomobject] (@{ path = $file.FullName.Substring($folder.Length + 1) } + (Get-Proof $file.FullName))
}
$version = & $exe -c 'import platform; print(platform.python_version())'
if ($version -notlike '3.11.*') { throw "Python $version was given; the pins are for 3.11." }

New-Item -ItemType Directory -Force -Path $build, (Join-Path $build 'llama') | Out-Null
[pscustomobject]@{ version = $version; folder = $folder; setup = $setupProof; files = @($record) } |
    ConvertTo-Json -Depth 4 | Set-Content -Encoding UTF8 (Join-Path $build 'windows-python.json')
Write-Host "$($record.Count) files of CPython $version are signed by their publishers."

$wheel = (Resolve-Path $LlamaWheel).Path
Remove-Item (Join-Path $build 'llama\*.whl') -ErrorAction SilentlyContinue
Copy-Item $wheel (Join-Path $build 'llama')
$environment = Join-Path $build 'environment'
Invoke-Checked $exe @('-m', 'venv', '--clear', $environment)
$own = Join-Path $environment 'Scripts\python.exe'
Invoke-Checked $own @('-m', 'pip', 'install', '--no-deps', '--only-binary', ':all:', '--require-hashes',
                      '-r', (Join-Path $PSScriptRoot 'pins\windows.txt'))
Invoke-Checked $own @('-m', 'pip', 'install', '--no-deps', '--no-index', $wheel)
Push-Location $root
try { Invoke-Checked $own @('-m', 'installer', 'freeze') } finally { Pop-Location }
