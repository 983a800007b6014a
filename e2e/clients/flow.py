"""The same program in Python, on the client that openapi-generator made of docs/openapi.json."""

import json
import sys
import uuid

from openapi_client import (
    AddItemBody,
    ApiClient,
    AuthApi,
    CartApi,
    Configuration,
    LoginBody,
    MoneyDto,
    OrdersApi,
    PartsApi,
    PlaceOrderDto,
    SetStockDto,
    StockApi,
    TopUpRequestDto,
    WalletApi,
)
from openapi_client.exceptions import ApiException

shop, admin, password = sys.argv[1:]


def signed_in(host: str, email: str) -> ApiClient:
    auth = AuthApi(ApiClient(Configuration(host=host)))
    token = auth.sign_in_login(LoginBody(email=email, password=password)).access_token
    return ApiClient(Configuration(host=host, access_token=token))


staff = StockApi(signed_in(admin, "admin@tandem.test"))
customer = signed_in(shop, "customer@tandem.test")
parts = PartsApi(customer)

part = parts.part_list_parts(in_stock=True, limit=1, kind="physical").items[0]
before = staff.stock_read(part.id)
edited = staff.stock_set(
    part.id, SetStockDto(current_stock=before.current_stock + 5, version=before.version)
)
seen = parts.part_get_part(part.id)
conflict = None
try:
    staff.stock_set(part.id, SetStockDto(current_stock=1, version=before.version))
except ApiException as refused:
    conflict = json.loads(refused.body)["code"]

WalletApi(customer).wallet_top_up(
    TopUpRequestDto(amount=MoneyDto(amount="500.00", currency="EUR"), payment_method="test"),
    idempotency_key=str(uuid.uuid4()),
)
cart = CartApi(customer).carts_add(AddItemBody(part_id=part.id, quantity=1))
orders = OrdersApi(customer)
order = orders.orders_place(
    str(uuid.uuid4()), PlaceOrderDto(payment_method="balance", expected_total=cart.total)
)
found = orders.orders_detail(order.id)

print(
    json.dumps(
        {
            "sees": seen.stock.current_stock == edited.current_stock,
            "conflict": conflict,
            "ordered": found.id == order.id and any(i.part_id == part.id for i in found.items),
        }
    )
)
