@echo off
rem Installs rankdsl from this folder, without a network:  install.bat [FOLDER]
setlocal
set PYTHONUTF8=
set /p wanted=<"%~dp0PYTHONS"
for %%V in (%wanted%) do (
  py -%%V -c "" >nul 2>nul
  if not errorlevel 1 (
    py -%%V "%~dp0install.py" %*
    goto done
  )
)
python -c "" >nul 2>nul
if errorlevel 1 (
  echo Python %wanted% was not found. Install it first, from the installer of python.org.
  set failed=2
  goto end
)
python "%~dp0install.py" %*
:done
set failed=%errorlevel%
:end
if not defined RANKDSL_NO_PAUSE pause
exit /b %failed%
