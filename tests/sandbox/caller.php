<?php
// Calls the six methods by their WSDLs alone, as a provider's own program in PHP would.
// php caller.php BASE UNIT USER PASSWORD SEQUENCE FILE HASH prints the answers as JSON.
[, $base, $unit, $user, $password, $sequence, $file, $hash] = $argv;

function service(string $address): SoapClient {
    return new SoapClient("$address?wsdl", ["cache_wsdl" => WSDL_CACHE_NONE, "exceptions" => true]);
}

function proof(): array {
    global $unit, $user, $password;
    $rand = "abcdefghij0123456789";
    $hashed = base64_encode(md5($password . $rand, true));
    return ["ispId" => $unit, "userName" => $user, "randVal" => $rand, "pwdHash" => $hashed];
}

$data = service("$base/ISPWebService/upDownLoad");
$status = service("$base/BeianStatusWebService/queryBeianStatus");
$passwords = service("$base/BeianStatusWebService/verifyBamm");
$marks = ["encryptAlgorithm" => 0, "hashAlgorithm" => 0, "compressionFormat" => 0];
$said = [];
$said["isp_upload"] = $data->isp_upload(proof() + [
    "beianInfo" => file_get_contents($file), "beianInfoHash" => $hash, "dataSequence" => $sequence,
] + $marks)->return;
$said["isp_querypreviousupload"] = $data->isp_querypreviousupload(proof())->return;
$said["isp_download"] = $data->isp_download(proof() + ["hashAlgorithm" => 0])->return;
preg_match("#<return_FileName>(.*?)</return_FileName>#s", $said["isp_download"], $found);
$said["isp_downloadack"] = $data->isp_downloadack(proof() + ["fileName" => $found[1]])->return;
$said["isp_querybeianstatus"] = $status->isp_querybeianstatus(
    proof() + ["queryConditionType" => 0, "queryCondition" => "shili-901.cn"])->return;
$said["isp_verifybamm"] = $passwords->isp_verifybamm(
    proof() + ["baxh" => "沪ICP备2026000001号", "bamm" => md5("x")])->return;
echo json_encode($said, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
